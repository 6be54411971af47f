import { useEffect, useState } from 'react';
import { KeptNotice } from '../collab/SaveStatus.tsx';
import { useKept } from '../collab/useShared.ts';

/** Milliseconds: an ordinary save is over by then, and says nothing here. */
const ORDINARY = 2_000;

/**
 * What waits on this machine, on every screen with a frame. A file of its own, loaded after the screen: with it what
 * was kept before the page was closed is sent, whichever screen one comes back to.
 */
export default function Kept() {
  const waits = useKept() > 0;
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    if (!waits) return;
    const timer = setTimeout(() => setLong(true), ORDINARY);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [waits]);
  return waits && isLong ? (
    <div className="dcc-kept">
      <KeptNotice />
    </div>
  ) : null;
}
