/** The sign-in picture: brackets on columns under a beam, drawn from one repeated part. */

const ARM = "M4 9h4.400v2.200c0 1 .8 1.8 1.8 1.800h3.600V9h4.400v4h3.600c1 0 1.8-.8 1.8-1.800V9H28v2.800A5.6 5.6 0 0 1 22.4 17.400H9.600A5.6 5.6 0 0 1 4 11.800z";

function Bracket({ x, y, scale, ink }: { x: number; y: number; scale: number; ink: string }) {
  return (
    <g transform={`translate(${x} ${y}) scale(${scale})`} fill={ink}>
      <path d={ARM} />
      <path d="M9 19.200h14l-2.6 3.600h-8.800z" />
      <rect x="3" y="5" width="6.4" height="3" rx=".6" />
      <rect x="12.8" y="5" width="6.4" height="3" rx=".6" />
      <rect x="22.6" y="5" width="6.4" height="3" rx=".6" />
    </g>
  );
}

export function Art({ className }: { className?: string }) {
  const tiers = [
    { y: 20, scale: 5.6, xs: [150, 340, 530], ink: "#1a56f0" },
    { y: 120, scale: 5.6, xs: [245, 435], ink: "#4f7ff5" },
    { y: 220, scale: 5.6, xs: [340], ink: "#8fb0fa" },
  ];
  return (
    <svg className={className} viewBox="0 0 860 620" aria-hidden="true" focusable="false">
      <rect x="40" y="8" width="780" height="22" rx="4" fill="#1746c4" />
      <rect x="90" y="36" width="680" height="8" rx="3" fill="#c3d3fb" />
      {tiers.flatMap(({ y, scale, xs, ink }) => xs.map((x) => <Bracket key={`${x}-${y}`} x={x} y={y} scale={scale} ink={ink} />))}
      <path d="M392 356h76l-14 22h-48z" fill="#8fb0fa" />
      <rect x="404" y="380" width="52" height="240" rx="6" fill="#b4c9fb" />
      <rect x="404" y="380" width="16" height="240" rx="6" fill="#c9d8fc" />
    </svg>
  );
}
