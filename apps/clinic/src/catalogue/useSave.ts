import { useState } from 'react';
import { notify } from '../calendar/notify.ts';
import { errorText, isConflict } from '../data/index.ts';
import { t } from './messages.fr.ts';

/** One write at a time, what went well said once, what went wrong kept beside the button. */
export function useSave(): {
  busy: boolean;
  error?: string;
  save: (action: () => Promise<unknown>, done?: string) => Promise<boolean>;
} {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const save = async (action: () => Promise<unknown>, done?: string) => {
    setBusy(true);
    setError(undefined);
    try {
      await action();
      if (done) notify(done);
      return true;
    } catch (caught) {
      setError(isConflict(caught) ? t('conflict') : errorText(caught));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, error, save };
}
