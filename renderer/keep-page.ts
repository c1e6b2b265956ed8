/** Keeps the page when a file is dropped beside the place for it; a browser would open the file in its stead. */
export function keepPageOnDrop(target: Window): void {
  const keep = (event: DragEvent): void => {
    // Dragged text still goes where it is dropped.
    if (event.dataTransfer?.types.includes("Files") === true) event.preventDefault();
  };
  target.addEventListener("dragover", keep);
  target.addEventListener("drop", keep);
}
