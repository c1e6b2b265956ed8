export { buildRenderer as default } from "../test/e2e/ui/build-renderer.ts";
