import { type Invitation, icsFile, icsName } from '@dcc/rules/src/calendar/ics.ts';

/** Gives the invitation to the browser as a file. No address of the file stays behind. */
export function downloadInvitation(invitation: Invitation): void {
  const blob = new Blob([icsFile(invitation)], { type: 'text/calendar;charset=utf-8' });
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = icsName(invitation.convocation);
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
