/** What somebody configured wrong: exit code 2, and a French text that names each wrong key. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}
