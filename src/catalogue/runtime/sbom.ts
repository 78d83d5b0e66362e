import { writeFileSync } from 'node:fs';
import { optionalVariable, runStep, variable } from './io/environment';
import { writeInside } from './io/files';
import { readText } from './io/read-text';
import { pathInRun } from './io/run-directory';

// Runs after the step of a tool that lists components: checks that its file is CycloneDX, and writes it into the workspace.
runStep(() => {
  const tool = variable('TOOL');
  const { text, problem } = readText(variable('SBOM'));
  if (problem !== undefined) throw new Error(`${tool} left no bill of materials: ${problem}`);
  const components = countComponents(text, tool);
  const path = optionalVariable('SBOM_PATH') ?? pathInRun(variable('FALLBACK'));
  writeInside(variable('WORKSPACE'), path, [text]);
  writeFileSync(variable('RESULT'), path);
  console.log(`${tool}: ${components} components in ${path}`);
});

function countComponents(text: string, tool: string): number {
  const bom = parse(text, tool) as { readonly bomFormat?: unknown; readonly specVersion?: unknown; readonly components?: unknown } | null;
  if (bom?.bomFormat !== 'CycloneDX' || typeof bom.specVersion !== 'string')
    throw new Error(`the file of ${tool} is not CycloneDX in JSON: "bomFormat" or "specVersion" is missing`);
  return Array.isArray(bom.components) ? bom.components.length : 0;
}

function parse(text: string, tool: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`the file of ${tool} is not JSON: ${error instanceof Error ? error.message : error}`);
  }
}
