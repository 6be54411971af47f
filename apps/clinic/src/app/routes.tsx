import { createBrowserRouter, type RouteObject } from 'react-router';
import type { Feature, NavItem } from './feature.ts';
import { NotFound, RouteError } from './RouteError.tsx';
import { Shell } from './Shell.tsx';

/** Every folder with a routes.tsx is a feature: a new screen is a new folder, and no list to keep. */
const found = import.meta.glob<{ feature: Feature }>('../*/routes.tsx', { eager: true });
const features = Object.values(found).map(({ feature }) => feature);

export const navigation: NavItem[] = features
  .flatMap(({ nav }) => nav ?? [])
  .sort((a, b) => a.order - b.order);

export function createRouter() {
  const children: RouteObject[] = [
    // A broken screen leaves the menu standing.
    { ErrorBoundary: RouteError, children: features.flatMap(({ routes }) => routes) },
    { path: '*', Component: NotFound },
  ];
  return createBrowserRouter([{ Component: Shell, ErrorBoundary: RouteError, children }]);
}
