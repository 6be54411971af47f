import { AppShell, Box, Burger, Button, Group, Menu, NavLink, Text, VisuallyHidden } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAccessible, IconLogout, IconShieldLock, IconUser, IconWifiOff } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { Link, Outlet, useLocation, useMatches } from 'react-router';
import { useMe } from '../data/me.ts';
import { useWho } from '../data/who.ts';
import { Logo } from '../kit/Logo.tsx';
import { practitionerName } from '../kit/names.ts';
import { Loading } from '../kit/states.tsx';
import { useSignOut } from '../sign-in/sign-out.ts';
import { t } from './messages.fr.ts';
import { useReachable } from './reachable.ts';
import { navigation } from './routes.tsx';

/** What the collaboration of several people needs is no part of the first load. */
const Kept = lazy(() => import('./Kept.tsx'));

/** A route with `handle: { bare: true }` takes the whole window: the meeting room's screen, printed pages. */
export interface RouteHandle {
  bare?: boolean;
}

export function Shell() {
  const bare = useMatches().some(({ handle }) => (handle as RouteHandle | undefined)?.bare);
  const content = (
    <Suspense fallback={<Loading />}>
      <Outlet />
    </Suspense>
  );
  if (bare) return <main id="content">{content}</main>;
  return <Framed>{content}</Framed>;
}

function Framed({ children }: { children: React.ReactNode }) {
  const [opened, { toggle, close }] = useDisclosure();
  const reachable = useReachable();
  return (
    <AppShell
      header={{ height: 48 }}
      navbar={{ width: 252, breakpoint: 'md', collapsed: { mobile: !opened } }}
      padding={0}
      transitionDuration={0}
    >
      <a href="#content" className="dcc-skip">
        {t('skip')}
      </a>
      <AppShell.Header>
        <Group h="100%" px="sm" justify="space-between" wrap="nowrap">
          <Group gap="xs" wrap="nowrap">
            <Burger
              opened={opened}
              onClick={toggle}
              hiddenFrom="md"
              size="sm"
              aria-label={opened ? t('closeMenu') : t('openMenu')}
              aria-expanded={opened}
            />
            <Link to="/" style={{ textDecoration: 'none', color: 'inherit' }}>
              <Group gap={8} wrap="nowrap">
                <Logo size={26} />
                <VisuallyHidden>{t('homeLink')}</VisuallyHidden>
                <Text fw={700}>{t('short')}</Text>
              </Group>
            </Link>
          </Group>
          <Group gap="md" wrap="nowrap">
            <Suspense fallback={null}>
              <Kept />
            </Suspense>
            <Account />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar
        p="xs"
        component="nav"
        aria-label={t('menu')}
        className={opened ? undefined : 'dcc-menu-closed'}
      >
        <Navigation onNavigate={close} />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        {reachable ? null : (
          <Group className="dcc-offline" role="status" p="xs" gap="xs" bg="orange.1" c="#6b3a00">
            <IconWifiOff size={18} aria-hidden />
            {t('offline')}
          </Group>
        )}
        {children}
      </AppShell.Main>
    </AppShell>
  );
}

function Navigation({ onNavigate }: { onNavigate: () => void }) {
  const { role } = useMe();
  const { pathname } = useLocation();
  const isHere = (to: string) => (to === '/' ? pathname === '/' : `${pathname}/`.startsWith(`${to}/`));
  return navigation
    .filter(({ roles }) => roles.includes(role))
    .map(({ to, label, icon: Icon }) => (
      <NavLink
        key={to}
        component={Link}
        to={to}
        label={label}
        active={isHere(to)}
        aria-current={isHere(to) ? 'page' : undefined}
        leftSection={<Icon size={18} aria-hidden />}
        onClick={onNavigate}
      />
    ));
}

function Account() {
  const me = useMe();
  const who = useWho();
  const signOut = useSignOut();
  const name = me.practitioner ? practitionerName(me.practitioner) : (who?.display ?? t('account'));
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button variant="subtle" color="dark" leftSection={<IconUser size={18} aria-hidden />} px="xs">
          <Box ta="left" lh={1.15}>
            <Text size="sm" fw={600} truncate maw={{ base: 160, sm: 260 }}>
              {name}
            </Text>
            <Text size="xs" c="var(--dcc-quiet)">
              {t(`role_${me.role}`)}
            </Text>
          </Box>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} to="/securite" leftSection={<IconShieldLock size={16} aria-hidden />}>
          {t('security')}
        </Menu.Item>
        <Menu.Item
          component={Link}
          to="/accessibilite"
          leftSection={<IconAccessible size={16} aria-hidden />}
        >
          {t('accessibility')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void signOut()}>
          {t('signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
