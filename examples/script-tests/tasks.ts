import type { Construct } from 'constructs';
import { bash, param, python, result, sh, Task, workspace } from 'tekwire';

/** Three Tasks whose scripts have a logic of their own, each in the language that suits it. */
export function releaseTasks(scope: Construct) {
  const version = new Task(scope, 'next-version', {
    description: 'The next version, by the messages of the commits since the last tag',
    results: { version: result.string() },
    workspaces: { source: workspace() },
    steps: ({ results, workspaces: { source } }) => [
      {
        name: 'count',
        image: 'bitnami/git:2.50.1',
        workingDir: source.path,
        script: bash`
          last=$(git describe --tags --abbrev=0 --match 'v*' 2>/dev/null || echo v0.0.0)
          IFS=. read -r major minor patch <<< "\${last#v}"
          if [[ $last == v0.0.0 ]]; then range=HEAD; else range=$last..HEAD; fi
          messages=$(git log --format=%B "$range")
          if grep -q '^BREAKING CHANGE: ' <<< "$messages"; then next=$((major + 1)).0.0
          elif grep -q '^feat' <<< "$messages"; then next=$major.$((minor + 1)).0
          else next=$major.$minor.$((patch + 1)); fi
          printf %s "v$next" | tee ${results.version.path}
        `,
      },
    ],
  });
  const coverage = new Task(scope, 'coverage', {
    description: 'Fails when less of the sources is tested than required',
    params: { minimum: param.string({ default: '80' }) },
    results: { percent: result.string() },
    workspaces: { source: workspace() },
    steps: ({ params, results, workspaces: { source } }) => [
      {
        name: 'measure',
        image: 'python:3.13-alpine',
        workingDir: source.path,
        script: python`
          import sys
          import xml.etree.ElementTree as xml
          rate = float(xml.parse("coverage.xml").getroot().get("line-rate")) * 100
          with open(${results.percent.path}, "w") as file:
              file.write(f"{rate:.1f}")
          minimum = float(${params.minimum})
          if rate < minimum:
              sys.exit(f"{rate:.1f} % of the lines are tested; {minimum:g} % are required")
        `,
      },
    ],
  });
  const publish = new Task(scope, 'publish', {
    description: 'Publishes a package, unless that version is published',
    params: { name: param.string(), version: param.string() },
    workspaces: { source: workspace() },
    steps: ({ params, workspaces: { source } }) => [
      {
        name: 'publish',
        image: 'node:22.23.3-alpine3.24',
        workingDir: source.path,
        env: { NODE_AUTH_TOKEN: { valueFrom: { secretKeyRef: { name: 'npm', key: 'token' } } } },
        script: sh`
          if npm view ${params.name}@${params.version} version > /dev/null 2>&1; then
            echo ${params.name} ${params.version} is published
            exit 0
          fi
          npm version --no-git-tag-version -- ${params.version}
          npm publish
        `,
      },
    ],
  });
  return { version, coverage, publish };
}
