export function startPostgres(options?: {
  keep?: string;
  settings?: Record<string, string>;
}): Promise<{ url: string; stop(): Promise<void> }>;
