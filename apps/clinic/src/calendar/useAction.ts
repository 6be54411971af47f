import { useState } from 'react';
import { errorText, isConflict } from '../data/index.ts';
import { t } from './messages.fr.ts';

/** One write at a time, and what went wrong with it, in words. */
export function useAction(): {
  busy: boolean;
  error?: string;
  /** @returns whether it was done. */
  run: (action: () => Promise<unknown>) => Promise<boolean>;
} {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const run = async (action: () => Promise<unknown>) => {
    setBusy(true);
    setError(undefined);
    try {
      await action();
      return true;
    } catch (caught) {
      setError(isConflict(caught) ? t('conflict') : errorText(caught));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, error, run };
}
