/** Rapport's mark: two circles that share ground. */
export function Mark({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" style={{ flex: "none" }}>
      <rect width="24" height="24" rx="6" fill="#0b6a63" />
      <g fill="none" stroke="#fff" strokeWidth="1.9">
        <circle cx="9.4" cy="12" r="4.6" />
        <circle cx="14.6" cy="12" r="4.6" />
      </g>
    </svg>
  );
}
