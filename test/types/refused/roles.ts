import { App, Chart } from 'cdk8s';
import { Consumer, Pipeline, Producer, param, result, SecurityPipeline, Task, text, Workspace } from 'tekwire';
import { Deduplicate, GitClone, Gosec, SeverityGate, Summary } from 'tekwire/catalogue';

const chart = new Chart(new App(), 'scan');
const clone = new GitClone(chart, 'git-clone');
const gosec = new Gosec(chart, 'gosec');
const gate = new SeverityGate(chart, 'gate');
const deduplicate = new Deduplicate(chart, 'deduplicate');
const version = new Task(chart, 'version', {
  results: { version: result.string() },
  steps: () => [{ name: 'run', image: 'busybox:1.37.0', command: ['true'] }],
});
const scan = new Pipeline(chart, 'scan', { params: { path: param.string() }, workspaces: { source: Workspace.emptyDir() } });
const source = scan.workspaces.source;
const cloned = scan.add(clone, { params: { url: 'x' }, workspaces: { source } });
const scanned = scan.add(gosec, { params: { 'source-path': cloned.results.path }, workspaces: { source } });
const versioned = scan.add(version);
scan.add(gate, { params: { 'issues-paths': [scanned.results.issues] }, workspaces: { source } });

// a consumer takes findings, and neither a path of something else nor a text
// error: Type 'unknown' is not assignable to type 'Findings'
scan.add(gate, { name: 'a', params: { 'issues-paths': [cloned.results.path] }, workspaces: { source } });
// error: Type 'unknown' is not assignable to type 'Findings'
scan.add(gate, { name: 'b', params: { 'issues-paths': [versioned.results.version] }, workspaces: { source } });
// error: Type 'string' is not assignable to type
scan.add(gate, { name: 'c', params: { 'issues-paths': ['findings.sarif'] }, workspaces: { source } });
// error: is not assignable to type
scan.add(deduplicate, { params: { 'producer-result-paths': [text`${scan.params.path}`] }, workspaces: { source } });
// error: '"issues-paths"' is missing
scan.add(gate, { name: 'd', params: {}, workspaces: { source } });

const parts = { source: clone, producers: [gosec], consumers: [gate] };
new SecurityPipeline(chart, 'roles', parts);
// error: "enricher"
new SecurityPipeline(chart, 'e', { ...parts, producers: [deduplicate] });
// error: "producer"
new SecurityPipeline(chart, 'f', { ...parts, consumers: [gosec] });
// error: is missing the following properties from type 'SourceResults': path, url, commit
new SecurityPipeline(chart, 'g', { ...parts, source: version });
// error: Property 'source' is missing
new SecurityPipeline(chart, 'h', { producers: [gosec], consumers: [new Summary(chart, 'summary')] });
new SecurityPipeline(chart, 'o', { ...parts, producers: [gosec.in({ languages: ['go'] })], source: clone.in({ retries: 1 }) });
// error: Type '"golang"' is not assignable to type
new SecurityPipeline(chart, 'p', { ...parts, producers: [gosec.in({ languages: ['golang'] })] });
// error: 'retries' does not exist in type 'ProducerOptions'
new SecurityPipeline(chart, 'q', { ...parts, producers: [gosec.in({ retries: 1 })] });
// error: "producer"
new SecurityPipeline(chart, 'r', { ...parts, consumers: [gosec.in({})] });
// error: Type '"hgih"' is not assignable to type
new SeverityGate(chart, 'i', { failOn: 'hgih' });
// error: Property 'pth' does not exist
new Producer(chart, 'j', { params: { path: param.string() }, scan: ({ params }) => ({ image: 'x:1', args: [params.pth] }) });
// error: Property 'image' is missing
new Producer(chart, 'k', { scan: ({ sarif }) => ({ args: [sarif] }) });
// error: Property 'issues' does not exist
new Consumer(chart, 'l', { steps: ({ params }) => [{ name: 'run', image: 'x:1', args: [params.issues] }] });
