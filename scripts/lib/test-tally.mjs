/**
 * Adds Jest's JSON result (null when it wrote none) to the count. A file that does not even load is
 * one failed test; so is Jest itself when it fails without naming a test.
 */
export function addResult(tally, result, exitCode) {
  const failed = result ? result.numFailedTests + result.numRuntimeErrorTestSuites : 0;
  tally.passed += result?.numPassedTests ?? 0;
  tally.skipped += result ? result.numPendingTests + result.numTodoTests : 0;
  tally.failed += failed === 0 && exitCode !== 0 ? 1 : failed;
}

/** `N passed, N failed[, N skipped]`; a process that ends badly before anything failed is one failure. */
export function countLine({ passed, failed, skipped }, exitCode) {
  const failures = exitCode !== 0 && failed === 0 ? 1 : failed;
  return `${passed} passed, ${failures} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
