import { param } from '../task';

/**
 * Params with which an enricher or a consumer learns about the sources; a SecurityPipeline fills them in where a component has them. They are
 * empty in a pipeline that does not.
 */
export const sourceParams = {
  'source-path': param.string({ default: '' as string, description: 'directory of the sources, relative to the workspace' }),
  'source-url': param.string({ default: '' as string, description: 'URL of the sources' }),
};
