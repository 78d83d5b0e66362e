import { annotate } from '../../findings';
import { enrichStep, jsonVariable } from './io/enrich';

// Takes the paths of findings files as arguments and adds properties to every finding.
enrichStep('annotate', (log) => annotate(log, jsonVariable<Record<string, string | number | boolean>>('PROPERTIES') ?? {}));
