export { CACHE, type CacheProps, cacheMounts, cacheVolumes, checkedCache } from './cache';
export { checkedDatabase, DATABASE, type DatabaseProps, type DatabaseSource, databaseStep, databaseVolumes, fetchNote } from './database';
