/**
 * How files are grouped into manifest sets: the files that are applied together.
 * `auto`: one set, but folders that define the same object are alternatives, and every `.tekton` is a set of its own.
 */
export const groupings = {
  auto: {
    summary:
      'files that are applied together: folders that define the same object, as 0.1 and 0.2, and every .tekton, are sets of their own',
  },
  'each-file': { summary: 'every file is a set' },
  folder: { summary: 'the files of one folder, without subfolders, are a set' },
  all: { summary: 'all files are one set' },
} as const;

/** A way of grouping files. */
export type Grouping = keyof typeof groupings;
