export { imageMistake, isDigest } from './mistake';
export { type ImageName, isHost, parseImage, registryName, taggedName } from './name';
