import { codeHazard } from '../builtins';
import type { Hazard, Word } from '../syntax';
import { leadOf, programIn, refuse, staticText, valuesIn, valuesOf } from '../words';

/** Checks arguments of which a tool takes a command, options or settings out of the middle. */
export function checkInnerArguments(name: string, args: readonly Word[]): void {
  if (!args.some((word) => valuesOf(word).length > 0)) return;
  checks.get(name)?.(args);
  checkRemote(args, name);
}

type Check = (args: readonly Word[]) => void;

const checks: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['go', checkLinkerFlags],
  ...(['dotnet', 'msbuild'] as const).map((name) => [name, checkProperties] as const),
  ['perl', checkOpenedFiles],
  ['sbt', checkSbt],
  ['cmake', checkCmakeEnv],
]);

const LINKER: Hazard = codeHazard(
  'flags of the linker, where a space begins another flag, such as -extld, which names a program',
  'check the value before: [[ $version =~ ^[0-9A-Za-z.+-]+$ ]] || exit 1',
);

/** `go build -ldflags "-X main.version=${version}"`: go splits the string at spaces. */
function checkLinkerFlags(args: readonly Word[]): void {
  args.forEach((word, at) => {
    const isApart = /^--?ldflags$/.test(staticText(args[at - 1]) ?? '');
    if (isApart || /^--?ldflags=/.test(leadOf(word))) refuse(valuesOf(word), LINKER);
  });
}

const PROPERTY: Hazard = codeHazard(
  'a property of MSBuild, where ";" begins another one, such as PreBuildEvent, which is a command',
  'check the value before: [[ $version =~ ^[0-9A-Za-z.+-]+$ ]] || exit 1',
);

function checkProperties(args: readonly Word[]): void {
  for (const word of args) if (/^(?:-{1,2}|\/)(?:p|property):/i.test(leadOf(word))) refuse(valuesOf(word), PROPERTY);
}

const OPENED: Hazard = codeHazard(
  'a file that perl opens, which is a command when the value ends with "|"',
  "let perl read its input: perl -ne '…' < ${value}",
);

/** With -n, -p and `<>`, perl opens its arguments as `open` does. With -i they must be files. */
function checkOpenedFiles(args: readonly Word[]): void {
  const texts = args.map((word) => staticText(word));
  const program = texts.findIndex((text, at) => text !== undefined && at > 0 && /^-[a-zA-Z0]*[eE]$/.test(texts[at - 1] ?? ''));
  if (program < 0) return;
  const options = texts
    .slice(0, program)
    .filter((text) => text?.startsWith('-') === true)
    .join(' ');
  const reads = /(?:^| )-[a-zA-Z0]*[np]/.test(options) || /(?<!<)<(?:ARGV)?>(?!>)/.test(programIn(args[program]?.parts ?? []));
  if (!reads || /(?:^| )-[a-zA-Z0]*i/.test(options)) return;
  for (const word of args.slice(program + 1)) refuse(valuesOf(word), OPENED);
}

const SBT = codeHazard('a command of sbt, which can be Scala', 'let the build read the value from the environment');

function checkSbt(args: readonly Word[]): void {
  for (const word of args) if (!leadOf(word).startsWith('-')) refuse(valuesOf(word), SBT);
}

const ENV = codeHazard('the command of cmake -E env', 'write a literal command');

function checkCmakeEnv(args: readonly Word[]): void {
  if (staticText(args[0]) !== '-E' || staticText(args[1]) !== 'env') return;
  const command = args.slice(2).find((word) => !/^(?:-|[A-Za-z_]\w*=)/.test(leadOf(word)));
  if (command !== undefined) refuse(valuesOf(command), ENV);
}

/** How a tool runs a command in another place: the words before it, the options that contain it, or the operand from which it begins. */
interface Remote {
  readonly subcommand: RegExp;
  /** Options with the command. */
  readonly options?: RegExp;
  /** Whether what follows `--` is the command. */
  readonly dashes?: boolean;
  /** The number of operands, with the subcommand, before the command. */
  readonly operands?: number;
  readonly withValue?: RegExp;
}

const COMPOSE: Remote = {
  subcommand: /^(?:compose )?(?:run|exec)$/,
  withValue: /^(?:-[eflpuvw]|--(?:env|file|label|name|publish|user|volume|workdir|index|project-name|profile))$/,
};

const remotes: ReadonlyMap<string, readonly Remote[]> = new Map<string, readonly Remote[]>([
  [
    'aws',
    [
      { subcommand: /^ssm (?:send-command|start-session)$/, options: /^--parameters(?:=|$)/ },
      { subcommand: /^ecs execute-command$/, options: /^--command(?:=|$)/ },
    ],
  ],
  [
    'az',
    [
      { subcommand: /^(?:vm|vmss) run-command$/, options: /^--scripts?(?:=|$)/ },
      { subcommand: /^aks command$/, options: /^(?:-c|--command)(?:=|$)/ },
      { subcommand: /^container exec$/, options: /^--exec-command(?:=|$)/ },
      { subcommand: /^containerapp exec$/, options: /^--command(?:=|$)/ },
    ],
  ],
  [
    'gcloud',
    [{ subcommand: /^(?:compute ssh|(?:alpha|beta) compute|cloud-shell ssh)$/, dashes: true, options: /^--(?:command|ssh-flag)(?:=|$)/ }],
  ],
  ['heroku', [{ subcommand: /^run$/, operands: 1, withValue: /^(?:-[aeprs]|--(?:app|env|port|remote|size|type))$/ }]],
  ['flyctl', [{ subcommand: /^(?:ssh console|machine exec|console)$/, options: /^(?:-C|--command)(?:=|$)/ }]],
  ['fly', [{ subcommand: /^(?:ssh console|machine exec|console)$/, options: /^(?:-C|--command)(?:=|$)/ }]],
  ['machinectl', [{ subcommand: /^shell$/, operands: 2, withValue: /^(?:-[EHM]|--(?:setenv|uid|host|machine))$/ }]],
  ['ctr', [{ subcommand: /^run$/, operands: 3, withValue: /^(?:-[na]|--(?!rm|tty|detach)[a-z-]+)$/ }]],
  ['runc', [{ subcommand: /^exec$/, operands: 2, withValue: /^(?:-[euc]|--(?:env|user|cwd|cap|process|pid-file|console-socket))$/ }]],
  ['crun', [{ subcommand: /^exec$/, operands: 2, withValue: /^(?:-[euc]|--(?:env|user|cwd|cap|process|pid-file|console-socket))$/ }]],
  ['consul', [{ subcommand: /^exec$/, operands: 1 }]],
  ['nomad', [{ subcommand: /^(?:alloc exec|exec)$/, operands: 3, withValue: /^-(?:task|region|namespace|job|e)$/ }]],
  ['sops', [{ subcommand: /^exec-(?:env|file)$/, operands: 2 }]],
  ['docker-compose', [{ ...COMPOSE, operands: 2 }]],
  ...(['docker', 'podman', 'nerdctl'] as const).map(
    (name) => [name, [{ ...COMPOSE, subcommand: /^compose (?:run|exec)$/, operands: 3 }]] as const,
  ),
]);

function checkRemote(args: readonly Word[], name: string): void {
  const ways = remotes.get(name);
  if (ways === undefined) return;
  const texts = args.map((word) => staticText(word));
  const hazard = codeHazard(`the command that ${name} runs in another place`, 'write a literal command; choose between several with case');
  for (const { subcommand, options, dashes, operands, withValue } of ways) {
    const words = args.flatMap((word, at) => (leadOf(word).startsWith('-') || withValue?.test(texts[at - 1] ?? '') ? [] : [at]));
    const names = words.map((at) => texts[at] ?? '');
    if (!subcommand.test(names[0] ?? '') && !subcommand.test(names.slice(0, 2).join(' '))) continue;
    if (options !== undefined)
      args.forEach((word, at) => {
        if (!options.test(leadOf(word))) return;
        refuse(valuesOf(word), hazard);
        // the scripts of az are several words
        const end = args.findIndex((one, index) => index > at && leadOf(one).startsWith('-'));
        if (texts[at] !== undefined && !texts[at].includes('='))
          for (const value of args.slice(at + 1, end < 0 ? undefined : end)) refuse(valuesOf(value), hazard);
      });
    const behind = dashes === true ? texts.indexOf('--') : -1;
    if (behind >= 0) for (const word of args.slice(behind + 1)) refuse(valuesOf(word), hazard);
    const at = operands === undefined ? undefined : words[operands];
    if (at !== undefined) refuse(valuesIn(args[at]?.parts ?? []), hazard);
  }
}
