// `synth.cjs <shape> <tasks> <outdir>`: that many Tasks, each with two params and one result, composed in one Pipeline and synthesised with all rules on.
const { App, Chart } = require('cdk8s');
const { Pipeline, Task, param, result, sh } = require('tekwire');

const [shape, size, outdir] = process.argv.slice(2);
const app = new App({ outdir });
const chart = new Chart(app, 'bench');
const pipeline = new Pipeline(chart, 'bench', { params: { revision: param.string() } });
const shapes = { layers: addLayers, wide: addWide, deep: addDeep };
shapes[shape](Number(size));
app.synth();

/** One task, ten that take its result, one that takes all of theirs, and so on. */
function addLayers(count) {
  let left = count;
  let feed = pipeline.params.revision;
  while (left > 0) {
    const first = addOne(count - left, feed);
    const next = Array.from({ length: Math.min(10, left - 1) }, (_, index) => addOne(count - left + 1 + index, first));
    left -= 1 + next.length;
    if (left <= 0) return;
    feed = addJoin(count - left, next);
    left -= 1;
  }
}

/** One task, all others beside each other after it, one at the end. */
function addWide(count) {
  if (count === 0) return;
  const first = addOne(0, pipeline.params.revision);
  const middle = Array.from({ length: count - 2 }, (_, index) => addOne(index + 1, first));
  addJoin(count - 1, middle);
}

/** Each task takes the result of the one before it. */
function addDeep(count) {
  let feed = pipeline.params.revision;
  for (let index = 0; index < count; index += 1) feed = addOne(index, feed);
}

function addOne(index, input) {
  return add(index, param.string(), input);
}

function addJoin(index, inputs) {
  return add(index, param.array(), inputs);
}

function add(index, declared, input) {
  const task = new Task(chart, `task-${index}`, {
    params: { input: declared, revision: param.string({ default: 'main' }) },
    results: { out: result.string() },
    steps: ({ params, results }) => [
      {
        name: 'work',
        image: 'docker.io/library/busybox:1.37.0',
        args: [params.input],
        script: sh`echo "$@" ${params.revision} > ${results.out.path}`,
      },
    ],
  });
  return pipeline.add(task, { params: { input, revision: pipeline.params.revision } }).results.out;
}
