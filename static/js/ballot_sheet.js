/* The ballot sheet: moves like a spreadsheet, sums each row at once, takes a block pasted from Excel.
   Which grade the ballots carry is asked of the server: the rule lives there alone. */
(() => {
  const form = document.getElementById("ballot-sheet");
  if (!form) return;
  const valid = Number(form.dataset.valid);
  const rows = [...form.querySelectorAll("tr[data-row]")];
  const grid = rows.map((row) => [...row.querySelectorAll("input[data-column]")]);
  if (!grid.length || !grid[0].length) return;

  const sumOf = (inputs) => {
    const typed = inputs.map((input) => input.value.trim());
    if (typed.every((text) => text === "")) return null;
    if (!typed.every((text) => /^[0-9]{0,4}$/.test(text))) return NaN;
    return typed.reduce((sum, text) => sum + Number(text), 0);
  };

  const wordsFor = (sum) => {
    if (sum === null || Number.isNaN(sum)) return "–";
    if (sum === valid) return `${sum}/${valid} ${form.dataset.even}`;
    const words = sum < valid ? form.dataset.short : form.dataset.over;
    return `${sum}/${valid} ${words} ${Math.abs(valid - sum)}`;
  };

  const asked = new Map();
  const askGrade = (place) => {
    window.clearTimeout(asked.get(place));
    asked.set(place, window.setTimeout(async () => {
      const query = new URLSearchParams({ valid: String(valid) });
      grid[place].forEach((input) => query.set(input.dataset.column, input.value.trim() || "0"));
      const target = rows[place].querySelector(".carried");
      try {
        const answer = await fetch(`${form.dataset.preview}?${query}`, { credentials: "same-origin" });
        if (!answer.ok) return;
        const { label } = await answer.json();
        if (sumOf(grid[place]) === valid) target.textContent = label || "–";
      } catch {
        target.textContent = "–";
      }
    }, 250));
  };

  const refresh = (place) => {
    const sum = sumOf(grid[place]);
    const cell = rows[place].querySelector(".sum");
    cell.textContent = wordsFor(sum);
    cell.classList.toggle("wrong", sum !== null && sum !== valid);
    rows[place].querySelector(".carried").textContent = "–";
    if (sum === valid) askGrade(place);
  };

  const focusAt = (row, column) => {
    const input = grid[row]?.[column];
    if (!input) return false;
    input.focus();
    input.select();
    return true;
  };

  const moves = {
    ArrowUp: [-1, 0], ArrowDown: [1, 0], Enter: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
  };

  grid.forEach((inputs, row) => inputs.forEach((input, column) => {
    input.addEventListener("input", () => refresh(row));
    input.addEventListener("keydown", (event) => {
      const move = moves[event.key];
      if (!move || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const whole = input.selectionStart === 0 && input.selectionEnd === input.value.length;
      if (event.key === "ArrowLeft" && !whole && input.selectionStart > 0) return;
      if (event.key === "ArrowRight" && !whole && input.selectionEnd < input.value.length) return;
      event.preventDefault();
      focusAt(row + move[0], column + move[1]);
    });
    input.addEventListener("paste", (event) => {
      const text = event.clipboardData.getData("text");
      const block = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n").map((line) => line.split("\t"));
      if (block.length === 1 && block[0].length === 1) return;
      event.preventDefault();
      block.forEach((line, down) => line.forEach((value, right) => {
        const target = grid[row + down]?.[column + right];
        if (target) target.value = value.trim();
      }));
      block.forEach((line, down) => { if (grid[row + down]) refresh(row + down); });
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }));

})();
