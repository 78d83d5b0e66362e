import { mapSeverities, type SeverityRule } from '../../findings';
import { enrichStep, jsonVariable } from './io/enrich';

// Takes the paths of findings files as arguments and replaces severities.
enrichStep('severity-map', (log) => mapSeverities(log, jsonVariable<SeverityRule[]>('SEVERITY_RULES') ?? []));
