import type { Construct } from 'constructs';
import { checkedTool, Producer, scanner, type ToolFacts, type ToolProps } from '../../roles';
import { sh } from '../../script';
import { knownOptions } from '../../synth';

/** Java that a rule of semgrep finds, so that its absence is seen, too. */
const WEAK_HASH =
  'import java.security.MessageDigest;\n\nclass Canary {\n  Object canary() throws Exception {\n    return MessageDigest.getInstance("MD5");\n  }\n}\n';

const facts: ToolFacts = {
  tool: 'mobsfscan',
  description: 'Scans Android and iOS sources for security problems',
  image: 'opensecurity/mobsfscan:1.1.0',
  licence: 'LGPL-3.0-or-later; running it sets no conditions',
  page: 'https://github.com/MobSF/mobsfscan',
  canary: { files: { 'Canary.java': WEAK_HASH }, finds: ['weak_hash'], settings: ['.mobsf'] },
  exitCodes: { 3: 'semgrep, without which it finds no problem in code, is not on its PATH' },
};

/**
 * Scans Android and iOS sources (Java, Kotlin, Swift, Objective-C) for security problems. Without semgrep mobsfscan succeeds with half of its
 * findings; the step fails then. Its image needs a shell. @see https://github.com/MobSF/mobsfscan
 */
export class Mobsfscan extends Producer {
  /** The tool, its image and what binds its users. */
  static readonly facts = facts;

  constructor(scope: Construct, id: string, options: ToolProps = {}) {
    const props = checkedTool(scope, id, knownOptions('ToolProps', options, { scope, id }, { isExtended: new.target !== Mobsfscan }));
    super(
      scope,
      id,
      scanner(facts, props, ({ sarif }, { image, args }) => ({
        image,
        script: sh`
          command -v semgrep > /dev/null || exit 3
          exec mobsfscan --sarif --no-fail --output ${sarif} "$@" .
        `,
        ...(args.length > 0 && { args }),
      })),
    );
  }
}
