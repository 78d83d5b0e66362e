import type { Shape } from './shape';

const text: Shape = { members: { text: 'string', markdown: 'string' } };
const message: Shape = { members: { text: 'string', markdown: 'string', id: 'string', arguments: { list: 'string' } } };
const artifactLocation: Shape = { members: { uri: 'string', uriBaseId: 'string', index: 'number' } };

const region: Shape = {
  members: {
    startLine: 'number',
    startColumn: 'number',
    endLine: 'number',
    endColumn: 'number',
    charOffset: 'number',
    byteOffset: 'number',
    snippet: text,
  },
};

const location: Shape = { members: { physicalLocation: { members: { artifactLocation, region, contextRegion: region } } } };

const rule: Shape = {
  members: {
    id: 'string',
    name: 'string',
    shortDescription: text,
    fullDescription: text,
    helpUri: 'string',
    messageStrings: { map: text },
    help: text,
    defaultConfiguration: { members: { level: 'level', rank: 'number' } },
    properties: 'bag',
  },
};

const driver: Shape = {
  members: { name: 'string', rules: { list: rule }, notifications: { list: 'bag' }, globalMessageStrings: { map: text } },
};

const notifications: Shape = { list: { members: { level: 'level', message } } };

const invocation: Shape = {
  members: {
    executionSuccessful: 'boolean',
    exitCode: 'number',
    exitCodeDescription: 'string',
    startTimeUtc: 'string',
    endTimeUtc: 'string',
    exitSignalName: 'string',
    exitSignalNumber: 'number',
    processStartFailureMessage: 'string',
    toolExecutionNotifications: notifications,
    toolConfigurationNotifications: notifications,
    properties: 'bag',
  },
};

/** The fields of a result that are read here. */
export const resultShape: Shape = {
  members: {
    ruleId: 'string',
    ruleIndex: 'number',
    rule: { members: { id: 'string', index: 'number', toolComponent: { members: { index: 'number' } } } },
    kind: 'string',
    level: 'level',
    rank: 'number',
    message,
    locations: { list: location },
    guid: 'string',
    fingerprints: { map: 'string' },
    partialFingerprints: { map: 'string' },
    suppressions: { list: { members: { kind: 'string', status: 'string', justification: 'string', properties: 'bag' } } },
    provenance: { members: { firstDetectionTimeUtc: 'string', lastDetectionTimeUtc: 'string' } },
    baselineState: 'string',
    occurrenceCount: 'number',
    properties: 'bag',
  },
};

/** The fields of a run that are read here; other fields are not checked. */
export const runShape: Shape = {
  members: {
    tool: { members: { driver, extensions: { list: driver } } },
    automationDetails: { members: { id: 'string', guid: 'string' } },
    invocations: { list: invocation },
    originalUriBaseIds: { map: artifactLocation },
    artifacts: { list: { members: { location: artifactLocation } } },
    // each of them has its shape already
    results: { list: 'any' },
    properties: 'bag',
  },
};
