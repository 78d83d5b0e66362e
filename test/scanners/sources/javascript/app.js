// Full of known mistakes: it is scanned, never run.
const { exec } = require('child_process');
const fs = require('fs');

function run(request, response) {
  exec('ls ' + request.query.dir);
  eval(request.query.expression);
  const pattern = new RegExp(request.query.pattern);
  const slow = /(a+)+$/;
  fs.readFileSync(request.query.name);
  response.send(pattern.test('x') || slow.test('y') || request.query[request.query.key]);
}

var unused = 1;
debugger;
if (unused == 2) run();
