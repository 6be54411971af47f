import { Modal, Text } from '@mantine/core';
import { useMedplum, useMedplumContext } from '@medplum/react-hooks';
import { type ReactNode, useEffect, useRef } from 'react';
import { Loading } from '../kit/states.tsx';
import { t } from './messages.fr.ts';
import { SignInForm } from './SignInForm.tsx';
import { SignInPage } from './SignInPage.tsx';
import { isLeaving } from './sign-out.ts';

/** A login lasts a working day: after that the person signs in again, whatever the server would still accept. */
const LONGEST_MS = 12 * 3600_000;

/**
 * Shows the application to whoever is signed in. When a session ends under somebody's hands the screens stay where
 * they are, with what was typed, under a window to sign in again.
 */
export function SessionGate({ children }: { children: ReactNode }) {
  const medplum = useMedplum();
  const { profile, loading } = useMedplumContext();
  const last = useRef<string | undefined>(undefined);
  const reference = profile ? `${profile.resourceType}/${profile.id}` : undefined;

  useEffect(() => {
    if (!reference) return;
    if (last.current && last.current !== reference) {
      // Somebody else: a new document, so that nothing of the first person's screens is left.
      window.location.assign('/');
      return;
    }
    last.current = reference;
    const timer = setTimeout(() => medplum.clear(), LONGEST_MS);
    return () => clearTimeout(timer);
  }, [medplum, reference]);

  if (loading && !last.current) return <Loading />;
  if (!profile && !last.current) return <SignInPage />;
  return (
    <>
      {children}
      <Modal
        opened={!profile && !loading && !isLeaving()}
        onClose={() => {}}
        withCloseButton={false}
        title={t('expiredTitle')}
        centered
        zIndex={500}
      >
        <Text mb="sm">{t('expiredHint')}</Text>
        <SignInForm />
      </Modal>
    </>
  );
}
