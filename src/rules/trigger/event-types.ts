import { quoted } from '../../diagnostics';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import type { InterceptorUse } from '../view/trigger-view';
import { eachInterceptor, nameOf, paramsOf } from './interceptors';

/** Rules about the events that interceptors let pass. */
export const eventTypesRules: readonly Rule[] = [
  {
    code: 'TW629',
    slug: 'unknown-event-type',
    title: 'misspelt event type of an interceptor',
    why: 'the interceptor compares the text with a header of the request: no event ever passes',
    source: 'triggers pkg/interceptors/{github,gitlab,bitbucket} Process; the webhook documentation of GitHub, GitLab and Bitbucket',
    severity: 'error',
    stricter: 'Triggers accepts any text; only texts similar to a known event are reported',
    on: ['EventListener', 'Trigger'],
    check: eachInterceptor(check),
  },
];

const TYPES: ReadonlyMap<string, { readonly header: string; readonly events: readonly string[] }> = new Map([
  [
    'github',
    {
      header: 'X-GitHub-Event',
      events: `branch_protection_rule check_run check_suite code_scanning_alert commit_comment create delete dependabot_alert deploy_key
        deployment deployment_status discussion discussion_comment fork gollum installation installation_repositories issue_comment issues
        label member membership merge_group meta milestone organization package page_build ping public pull_request pull_request_review
        pull_request_review_comment pull_request_review_thread push registry_package release repository repository_dispatch
        repository_import secret_scanning_alert security_advisory sponsorship star status team team_add watch workflow_dispatch
        workflow_job workflow_run branch_protection_configuration custom_property custom_property_values deployment_protection_rule
        deployment_review github_app_authorization installation_target issue_dependencies marketplace_purchase org_block
        personal_access_token_request project project_card project_column projects_v2 projects_v2_item projects_v2_status_update
        repository_advisory repository_ruleset repository_vulnerability_alert secret_scanning_alert_location secret_scanning_scan
        security_and_analysis sub_issues`.split(/\s+/),
    },
  ],
  [
    'gitlab',
    {
      header: 'X-Gitlab-Event',
      events: `Push,Tag Push,Issue,Confidential Issue,Note,Confidential Note,Merge Request,Wiki Page,Pipeline,Job,Deployment,Feature Flag,
        Release,Emoji,Member,Subgroup,Project,Resource Access Token,Vulnerability,Milestone,Work Item,System`
        .split(',')
        .map((name) => `${name.trim()} Hook`),
    },
  ],
  [
    'bitbucket',
    {
      header: 'X-Event-Key',
      events: `repo:push repo:fork repo:updated repo:commit_comment_created repo:commit_status_created repo:commit_status_updated
        repo:refs_changed repo:modified repo:forked repo:comment:added repo:comment:edited repo:comment:deleted
        pullrequest:created pullrequest:updated pullrequest:approved pullrequest:unapproved pullrequest:fulfilled pullrequest:rejected
        pullrequest:comment_created pullrequest:comment_updated pullrequest:comment_deleted pullrequest:changes_request_created
        pullrequest:changes_request_removed issue:created issue:updated issue:comment_created diagnostics:ping
        pr:opened pr:from_ref_updated pr:modified pr:merged pr:declined pr:deleted pr:reviewer:updated pr:reviewer:approved
        pr:reviewer:unapproved pr:reviewer:needs_work pr:comment:added pr:comment:edited pr:comment:deleted`.split(/\s+/),
    },
  ],
]);

const MAX_SIMILAR = 12;

function check(interceptor: InterceptorUse, report: Report, context: Context): void {
  const known = TYPES.get(nameOf(interceptor));
  if (known === undefined) return;
  for (const { name, value, field } of paramsOf(interceptor)) {
    if (name !== 'eventTypes' || !Array.isArray(value)) continue;
    for (const [at, type] of value.entries()) {
      if (typeof type !== 'string' || known.events.includes(type)) continue;
      // a long name that is only similar may be new
      const near = type.length > MAX_SIMILAR ? undefined : context.meant(type, known.events);
      const meant = known.events.find((event) => plain(event) === plain(type)) ?? near;
      if (meant !== undefined) report([...field, at], `${known.header} is never ${quoted(type)}; did you mean ${quoted(meant)}?`);
    }
  }
}

/** The words of an event, without signs, case, plural and what is the same in all. */
function plain(event: string): string {
  const words = event.toLowerCase().replace(/[^a-z]/g, '');
  return words.replace(/(?:hooks?|events?)$/, '').replace(/s$/, '');
}
