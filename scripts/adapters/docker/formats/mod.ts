/**
 * Files of containers: Dockerfiles, and archives of images. They have a
 * door of their own, because their libraries take 30 ms to load.
 * @module
 */

export {
  type Dockerfile,
  type Instruction,
  lineageOf,
  parseDockerfile,
  type Stage,
} from "./dockerfile.ts";
export {
  type Archive,
  type ArchivedFile,
  readArchive,
  resolveLinks,
} from "./image_archive.ts";
