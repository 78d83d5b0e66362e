import { conformToSchema } from './conform-schema';
import type { SarifLog, SarifResult, SarifRun } from './sarif';

/** The log, valid by the SARIF schema whatever the tools wrote; no run and no result is lost. */
export function makeValidLog(log: SarifLog): SarifLog {
  const { $schema, ...rest } = log;
  const { runs: _none, version: _same, ...valid } = conformToSchema({ ...rest, runs: [] }, 'log', { version: '2.1.0', runs: [] });
  return {
    ...($schema !== undefined && /^https?:\/\/[\w./-]+$/.test($schema) && { $schema }),
    ...valid,
    version: '2.1.0',
    runs: log.runs.map(validRun),
  };
}

function validRun(run: SarifRun): SarifRun {
  const bare: SarifRun = { tool: { driver: { name: run.tool.driver.name } }, results: [] };
  return { ...conformToSchema({ ...run, results: [] }, 'run', bare), results: run.results.map(validResult) };
}

/** A result is never left out: of one that cannot be made valid there remain its rule and its message. */
function validResult(result: SarifResult): SarifResult {
  const { ruleId, message } = result;
  const text = typeof message?.text === 'string' ? message.text : String(ruleId);
  return conformToSchema(result, 'result', { ...(typeof ruleId === 'string' && { ruleId }), message: { text } });
}
