import { invalid } from '../shared/operation-outcome.ts';

/** Project secret: small cells are hidden below it, in what goes out by itself and in what analysts read. */
export const THRESHOLD_SETTING = 'ONCORIF_THRESHOLD';
const LARGEST_THRESHOLD = 1000;

export type Settings = Readonly<Record<string, string | undefined>>;

/**
 * A setting that is a whole number; undefined when it is absent or blank.
 * @throws BotError in French that names the setting.
 */
export function wholeSetting(
  settings: Settings,
  name: string,
  least: number,
  most: number,
): number | undefined {
  const text = settings[name]?.trim();
  if (!text) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most) {
    throw invalid(name, `« ${text} » n'est pas un entier de ${least} à ${most}.`);
  }
  return value;
}

/** The threshold of the project, 3 or more. */
export function projectThreshold(settings: Settings): number | undefined {
  return wholeSetting(settings, THRESHOLD_SETTING, 3, LARGEST_THRESHOLD);
}
