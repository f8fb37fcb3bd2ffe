/**
 * The node's page as people use it: in a real browser, on the deployed node.
 *
 * <p>Decisions: Debian's Chromium with its own driver, which always fit each other, spoken to over
 * HTTP as W3C WebDriver says; a library for it would bring browsers, drivers or a runtime of its
 * own. Where the two programs are missing, and {@code ear/src/test/provision/browser} may not
 * install them, these tests are skipped.
 */
package org.meshwork.browser;
