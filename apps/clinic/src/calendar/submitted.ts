import type { FormEvent } from 'react';

/**
 * A form sent by Enter or by its button: our own checks speak, not the browser's, and the first wrong field
 * takes the focus, so that whoever does not see the red hears what to change.
 */
export function submitted(submit: () => Promise<unknown>): (event: FormEvent<HTMLFormElement>) => void {
  return (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    void submit().then(() =>
      requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()),
    );
  };
}
