import { quoted } from '../../diagnostics';
import type { Param } from '../../spec';
import { lowerCase, reportTwice } from '../checks/given-params';
import { ofSpec } from '../checks/of-spec';
import type { Report, Rule } from '../contract/rule';
import { DURATION_TEXT, tryParseDuration } from '../notation/duration';
import type { Context } from '../set/context';
import type { Loose } from '../view/view';

/** Rules for CustomRuns, VerificationPolicies and ResolutionRequests. */
export const otherKindRules: readonly Rule[] = [
  {
    code: 'TW701',
    slug: 'custom-run-ref-or-spec',
    title: 'invalid customRef or customSpec of a CustomRun',
    why: 'admission refuses the CustomRun',
    source: 'pkg/apis/pipeline/v1beta1/customrun_validation.go CustomRunSpec.Validate',
    severity: 'error',
    on: 'CustomRun',
    check: ofSpec<CustomRun>(checkBody),
  },
  {
    code: 'TW702',
    slug: 'invalid-custom-run',
    title: 'duplicate param, invalid timeout or stray statusMessage of a CustomRun',
    why: 'admission refuses the CustomRun',
    source: 'pkg/apis/pipeline/v1beta1/customrun_validation.go CustomRunSpec.Validate',
    severity: 'error',
    on: 'CustomRun',
    check: ofSpec<CustomRun>(({ params, status = '', statusMessage = '', timeout }, report) => {
      reportTwice(params, (at) => ['params', at, 'name'], report, lowerCase);
      if (status === '' && statusMessage !== '') report(['statusMessage'], 'statusMessage is set, but status is not');
      if (timeout !== undefined && tryParseDuration(timeout) === undefined)
        report(['timeout'], `invalid duration ${quoted(timeout)}; ${DURATION_TEXT}`);
    }),
  },
  {
    code: 'TW703',
    slug: 'empty-verification-policy',
    title: 'invalid VerificationPolicy',
    why: 'admission refuses the VerificationPolicy',
    source: 'pkg/apis/pipeline/v1alpha1/verificationpolicy_validation.go VerificationPolicySpec.Validate',
    severity: 'error',
    on: 'VerificationPolicy',
    check: ofSpec<Policy>(checkPolicy),
  },
  {
    code: 'TW704',
    slug: 'invalid-authority-key',
    title: 'invalid key of an authority',
    why: 'admission refuses the VerificationPolicy',
    source: 'pkg/apis/pipeline/v1alpha1/verificationpolicy_validation.go KeyRef.Validate',
    severity: 'error',
    on: 'VerificationPolicy',
    check: ofSpec<Policy>(checkKeys),
  },
  {
    code: 'TW705',
    slug: 'missing-resolver-type',
    title: 'ResolutionRequest without a resolver type',
    why: 'admission refuses the ResolutionRequest',
    source: 'pkg/apis/resolution/v1beta1/resolution_request_validation.go validateTypeLabel',
    severity: 'error',
    on: 'ResolutionRequest',
    check: ({ metadata }, _, report) => {
      if (!metadata.labels?.[TYPE_LABEL])
        report(['metadata', 'labels'], `label "${TYPE_LABEL}" is missing; its value is the resolver, for example "git"`);
    },
  },
];

const TYPE_LABEL = 'resolution.tekton.dev/type';

interface Custom {
  readonly apiVersion?: string;
  readonly kind?: string;
}

interface CustomRun {
  readonly customRef?: Custom;
  readonly customSpec?: Custom;
  readonly params?: readonly Loose<Param>[];
  readonly status?: string;
  readonly statusMessage?: string;
  readonly timeout?: string;
}

interface Policy {
  readonly resources?: readonly { readonly pattern?: string }[];
  readonly authorities?: readonly {
    readonly name?: string;
    readonly key?: { readonly data?: string; readonly kms?: string; readonly hashAlgorithm?: string; readonly secretRef?: object };
  }[];
  readonly mode?: string;
}

function checkBody({ customRef, customSpec }: CustomRun, report: Report): void {
  if (customRef === undefined && customSpec === undefined) report([], 'the CustomRun has neither customRef nor customSpec');
  if (customRef !== undefined && customSpec !== undefined) report([], 'the CustomRun has both customRef and customSpec; use one of them');
  for (const [field, body] of Object.entries({ customRef, customSpec })) {
    for (const key of ['apiVersion', 'kind'] as const)
      if (body !== undefined && !body[key]) report([field, key], `${field} needs ${key === 'kind' ? 'a kind' : 'an apiVersion'}`);
  }
}

const modes = ['enforce', 'warn'];

function checkPolicy({ resources = [], authorities = [], mode = '' }: Policy, report: Report, context: Context): void {
  if (resources.length === 0) report(['resources'], 'the VerificationPolicy has no resources');
  if (authorities.length === 0) report(['authorities'], 'the VerificationPolicy has no authorities');
  if (mode !== '' && !modes.includes(mode)) report(['mode'], `unknown mode ${quoted(mode)}${context.expect(mode, modes)}`);
  for (const [at, { pattern = '' }] of resources.entries()) {
    if (!isRegex(pattern)) report(['resources', at, 'pattern'], `invalid regular expression ${quoted(pattern)}`);
  }
}

// syntax that JavaScript accepts and Go's regexp refuses: lookaround and backreferences
const NOT_IN_GO = /\(\?(=|!|<=|<!)|\\[1-9]|\\k</;

function isRegex(pattern: string): boolean {
  // Go has its own syntax for named groups and flags, and supports \A, \z and \Q…\E
  const plain = pattern.replace(/\(\?P</g, '(?<').replace(/\(\?[imsU-]+(:|\))/g, (_, end: string) => (end === ':' ? '(?:' : ''));
  try {
    new RegExp(plain);
    return !NOT_IN_GO.test(pattern);
  } catch {
    return false;
  }
}

// crypto.Hash of sigstore; empty means sha256
const hashes = ['', 'sha224', 'sha256', 'sha384', 'sha512'];

function checkKeys({ authorities = [] }: Policy, report: Report, context: Context): void {
  for (const [at, { name = '', key }] of authorities.entries()) {
    if (key === undefined) continue;
    const { data = '', kms = '', secretRef, hashAlgorithm = '' } = key;
    const sources = Object.entries({ data, kms, secretRef }).flatMap(([source, value]) => (value ? [source] : []));
    const field = ['authorities', at, 'key'];
    if (sources.length === 0) report(field, `authority ${quoted(name)} has no key; use one of data, kms, secretRef`);
    if (sources.length > 1) report(field, `authority ${quoted(name)} has ${sources.join(' and ')}; use one of them`);
    if (!hashes.includes(hashAlgorithm.toLowerCase()))
      report(
        [...field, 'hashAlgorithm'],
        `unknown hash algorithm ${quoted(hashAlgorithm)}${context.expect(hashAlgorithm, hashes.slice(1))}`,
      );
  }
}
