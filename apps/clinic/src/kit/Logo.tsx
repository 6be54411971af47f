/**
 * The product's sign, drawn with the page: a screen that opens without network asks for nothing more. It stands beside
 * words, and says nothing of its own.
 * @param size pixels.
 */
export function Logo({ size }: { size: number }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true">
      <rect width="32" height="32" rx="7" fill="#0b5c6b" />
      <path d="M9 8h9.5a8 8 0 0 1 0 16H9z" fill="none" stroke="#fff" strokeWidth="3.2" />
      <circle cx="13.5" cy="16" r="2" fill="#fff" />
    </svg>
  );
}
