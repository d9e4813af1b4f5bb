/** Our mark: a bracket set, the standard part a timber hall is built from. */

export function Glyph({ size = 24, tone = "plain" }: { size?: number; tone?: "plain" | "badge" | "quiet" }) {
  const ink = tone === "badge" ? "#fff" : tone === "quiet" ? "var(--line-strong)" : "var(--primary)";
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      {tone === "badge" && <rect width="32" height="32" rx="7" fill="var(--primary)" />}
      <g fill={ink} transform={tone === "badge" ? "translate(3.2 3.2) scale(.8)" : undefined}>
        <rect x="2" y="4" width="28" height="3.2" rx="1" />
        <path d="M4 9h4.400v2.200c0 1 .8 1.8 1.8 1.800h3.600V9h4.400v4h3.600c1 0 1.8-.8 1.8-1.800V9H28v2.800A5.6 5.6 0 0 1 22.4 17.400H9.600A5.6 5.6 0 0 1 4 11.800z" />
        <path d="M9 19.200h14l-2.6 3.600h-8.800z" />
        <path d="M13.8 22.800h4.400V28a1 1 0 0 1-1 1h-2.400a1 1 0 0 1-1-1z" />
      </g>
    </svg>
  );
}
