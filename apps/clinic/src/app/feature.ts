import type { TablerIcon } from '@tabler/icons-react';
import type { RouteObject } from 'react-router';
import type { Role } from '../data/capabilities.ts';

/** A line of the side menu. */
export interface NavItem {
  to: string;
  label: string;
  icon: TablerIcon;
  /** Who sees it; the server decides what opens. */
  roles: readonly Role[];
  /** Place in the menu: 10, 20... */
  order: number;
}

/** What a folder of the application gives to the shell: each `<folder>/routes.tsx` exports `feature`. */
export interface Feature {
  routes: RouteObject[];
  nav?: NavItem[];
}

/** A screen loaded when it is asked for: its code is a file of its own. */
export const lazyPage =
  <K extends string>(load: () => Promise<Record<K, React.ComponentType>>, name: K) =>
  async (): Promise<{ Component: React.ComponentType }> => ({ Component: (await load())[name] });

export const CARE: readonly Role[] = ['secretaire', 'medecin', 'coordonnateur'];
export const RECORD: readonly Role[] = [...CARE, 'admin3c'];
