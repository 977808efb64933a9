/**
 * The reader of YAML. It has a door of its own because the library takes 40 ms
 * to load, which tools that read no YAML should not spend.
 * @module
 */

export {
  parseAllYaml,
  parseYaml,
  parseYamlDocument,
  parseYamlDocuments,
  type YamlDocument,
  YamlError,
} from "./parse_yaml.ts";
