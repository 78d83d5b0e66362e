import type { Shape } from './shape';

const text: Shape = { members: { text: 'text', markdown: 'text' } };
const message: Shape = { members: { text: 'text', markdown: 'text', id: 'text', arguments: { list: 'text' } } };
const artifactLocation: Shape = { members: { uri: 'text', uriBaseId: 'text', index: 'number' } };

const region: Shape = {
  members: {
    startLine: 'number',
    startColumn: 'number',
    endLine: 'number',
    charOffset: 'number',
    byteOffset: 'number',
    snippet: text,
  },
};

const location: Shape = { members: { physicalLocation: { members: { artifactLocation, region, contextRegion: region } } } };

const rule: Shape = {
  members: {
    id: 'text',
    name: 'text',
    shortDescription: text,
    fullDescription: text,
    helpUri: 'text',
    messageStrings: { map: text },
    help: text,
    defaultConfiguration: { members: { level: 'level', rank: 'number' } },
    properties: 'bag',
  },
};

const driver: Shape = {
  members: { name: 'text', rules: { list: rule }, notifications: { list: 'bag' }, globalMessageStrings: { map: text } },
};

const notifications: Shape = { list: { members: { level: 'level', message } } };

const invocation: Shape = {
  members: {
    executionSuccessful: 'boolean',
    exitCode: 'number',
    exitCodeDescription: 'text',
    exitSignalName: 'text',
    exitSignalNumber: 'number',
    processStartFailureMessage: 'text',
    toolExecutionNotifications: notifications,
    toolConfigurationNotifications: notifications,
  },
};

const result: Shape = {
  members: {
    ruleId: 'text',
    ruleIndex: 'number',
    rule: { members: { id: 'text', index: 'number', toolComponent: { members: { index: 'number' } } } },
    kind: 'text',
    level: 'level',
    rank: 'number',
    message,
    locations: { list: location },
    guid: 'text',
    fingerprints: { map: 'text' },
    partialFingerprints: { map: 'text' },
    suppressions: { list: { members: { kind: 'text', status: 'text' } } },
    baselineState: 'text',
    occurrenceCount: 'number',
    properties: 'bag',
  },
};

/** The fields of a run that findings are made of; those that nothing here reads are not looked at. */
export const runShape: Shape = {
  members: {
    tool: { members: { driver, extensions: { list: driver } } },
    automationDetails: { members: { id: 'text', guid: 'text' } },
    invocations: { list: invocation },
    originalUriBaseIds: { map: artifactLocation },
    artifacts: { list: { members: { location: artifactLocation } } },
    results: { list: result },
  },
};
