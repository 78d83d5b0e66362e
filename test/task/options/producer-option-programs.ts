import type { Chart } from 'cdk8s';
import { Consumer, Enricher, Producer, SecurityPipeline } from '../../../src';
import * as catalogue from '../../../src/catalogue';

const { GitClone, Syft } = catalogue;
// biome-ignore lint/suspicious/noExplicitAny: the components as a program sees them that no compiler reads
const all = catalogue as any;
const zz = { zz: 1 };
const scan = () => ({ image: 'busybox:1.37.0', command: ['true'] });
const steps = () => [{ name: 'run', ...scan() }];
const canary = { files: { a: 'b' }, finds: ['c'] };

type Write = readonly [write: (chart: Chart) => unknown, where: string];
const producer =
  (props: object): Write[0] =>
  (chart) =>
    new Producer(chart, 'p', { scan, ...props });

/** Programs that give options of producers an unknown key, and where it is reported. */
export const producerPrograms = {
  Canary: [producer({ canary: { ...canary, ...zz } }), 'app/p canary.zz'],
  ProducerProps: [producer(zz), 'app/p zz'],
  ConsumerOptions: [(chart) => new Consumer(chart, 'c', { steps }).in(zz as never), 'app/c in.zz'],
  ProducerOptions: [(chart) => new Producer(chart, 'p', { scan }).in(zz as never), 'app/p in.zz'],
  QuarantineOptions: [
    (chart) =>
      new SecurityPipeline(chart, 'scan', {
        source: new GitClone(chart, 's'),
        producers: [new Producer(chart, 'p', { scan })],
        consumers: [],
        quarantine: zz as never,
      }),
    'app/scan quarantine.zz',
  ],
  SbomOptions: [(chart) => new Syft(chart, 'b').in(zz as never), 'app/b in.zz'],
  SourceOptions: [(chart) => new GitClone(chart, 's').in(zz as never), 'app/s in.zz'],
  WriterOptions: [(chart) => new Enricher(chart, 'e', { steps }).in(zz as never), 'app/e in.zz'],
  ArchiveProps: [(chart) => new all.Archive(chart, 'archive', zz), 'app/archive zz'],
  GosecProps: [(chart: Chart) => new all.Gosec(chart, 'gosec', zz), 'app/gosec zz'],
  GrypeProps: [(chart) => new all.Grype(chart, 'grype', zz), 'app/grype zz'],
  SyftProps: [(chart) => new all.Syft(chart, 'syft', zz), 'app/syft zz'],
  OsvScannerProps: [(chart) => new all.OsvScanner(chart, 'osv-scanner', zz), 'app/osv-scanner zz'],
  GovulncheckProps: [(chart) => new all.Govulncheck(chart, 'govulncheck', zz), 'app/govulncheck zz'],
  DependencyCheckProps: [(chart) => new all.DependencyCheck(chart, 'dependency-check', zz), 'app/dependency-check zz'],
  OciImageProps: [(chart) => new all.OciImage(chart, 'web', zz), 'app/web zz'],
  DatabaseSource: [(chart) => new all.Trivy(chart, 'trivy', { database: { image: 'acme/databases:1', ...zz } }), 'app/trivy database.zz'],
  FeedOptions: [(chart) => new all.Feed(chart, 'feed', { go: true, ...zz }), 'app/feed zz'],
  FeedMirrors: [(chart) => new all.Feed(chart, 'feed', { go: true, mirrors: zz }), 'app/feed mirrors.zz'],
} satisfies Record<string, Write>;
