import { github } from './report/github';
import { human } from './report/human';
import { json } from './report/json';
import { junit } from './report/junit';
import type { Report } from './report/report';
import { sarif } from './report/sarif';

/** All reports, by their name for `-o`. */
export const reports = { human, json, sarif, junit, github } as const satisfies Readonly<Record<string, Report>>;
