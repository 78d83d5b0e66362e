// The first page.

const TEXT = `---
layout: home
title: tekwire
hero:
  name: tekwire
  text: Typed Tekton, wired
  tagline: Delivery and security pipelines as TypeScript. You pass results, directories and params as objects; tekwire writes every reference, binding and edge of the Tekton DAG.
  image:
    src: /pictures/graph.svg
    alt: The graph of a security pipeline, drawn by tekwire graph
  actions:
    - theme: brand
      text: Quickstart
      link: /tutorial/quickstart
    - theme: alt
      text: How it compares
      link: /about/comparison
features:
  - title: A mistake is a compile error
    details: A misspelt result, an array in the place of a string, a missing workspace or a value of another pipeline does not compile.
    link: /concepts/handles
  - title: Or a synth error that names its line
    details: Hundreds of rules check what the compiler cannot see, as Tekton's own admission and reconciler do.
    link: /rules/
  - title: The order follows from the data
    details: Tasks that share a result or a directory run in the right order, without runAfter in your program.
    link: /concepts/directories
  - title: Scanners, findings, gates
    details: Producers scan, enrichers merge and judge, consumers deliver. A scan that crashed does not count as a clean one.
    link: /tutorial/scan
  - title: Tests without a cluster
    details: Run the script of a step with its interpreter, and check edges and permissions, in jest or vitest.
    link: /testing
  - title: From manifests to the cluster
    details: Validate any YAML, compare, package for Helm and kustomize, deploy with a dry run first.
    link: /deploy
---
`;

/** @returns {import('./pages.mjs').Page} */
export function home() {
  return { path: 'index', text: TEXT };
}
