// Exit code 0 when the container's app is alive. The gateway answers on PORT, the other apps on OPS_PORT.
const port = process.env.PORT || process.env.OPS_PORT;
const response = await fetch(`http://127.0.0.1:${port}/health/live`, { signal: AbortSignal.timeout(3_000) });
if (!response.ok) throw new Error(`/health/live answered ${response.status}`);
