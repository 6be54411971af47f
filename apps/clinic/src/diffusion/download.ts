import type { MedplumClient } from '@medplum/core';
import type { Attachment } from '@medplum/fhirtypes';

/** Long enough for another tab to have read it. */
const KEEP_MS = 60_000;

/**
 * Opens a stored file in a new tab, or saves it under a name. Read with the rights of whoever asks; its address opens
 * nothing by itself.
 */
export async function openAttachment(medplum: MedplumClient, file: Attachment, save?: string): Promise<void> {
  // Opened before the answer: a browser blocks windows that come later than the click.
  const tab = save ? undefined : window.open('', '_blank');
  try {
    const blob = await medplum.download(file.url!);
    const address = URL.createObjectURL(new Blob([blob], { type: file.contentType }));
    setTimeout(() => URL.revokeObjectURL(address), KEEP_MS);
    if (tab) {
      tab.location.href = address;
      return;
    }
    const link = document.createElement('a');
    link.href = address;
    link.download = save ?? file.title ?? 'document';
    link.click();
  } catch (error) {
    tab?.close();
    throw error;
  }
}
