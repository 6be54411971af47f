import { Box, Center, Group, Stack, Text, Title } from '@mantine/core';
import { useEffect } from 'react';
import { t as app } from '../app/messages.fr.ts';
import { Logo } from '../kit/Logo.tsx';
import { t } from './messages.fr.ts';
import { SignInForm } from './SignInForm.tsx';

export function SignInPage() {
  useEffect(() => {
    document.title = `${t('title')} · DCC`;
  }, []);
  return (
    <Center mih="100vh" p="md" component="main">
      <Box w="100%" maw={400}>
        <Stack gap="lg">
          <Group gap="sm" wrap="nowrap">
            <Logo size={40} />
            <Title order={1} size="h3">
              {app('product')}
            </Title>
          </Group>
          <SignInForm />
          <Text size="sm" c="var(--dcc-quiet)">
            {t('demo')}
          </Text>
        </Stack>
      </Box>
    </Center>
  );
}
