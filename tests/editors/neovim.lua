-- A session in Neovim 0.7 or newer with its own client: findings, an explanation, names, a definition and a fix.
-- It prints what it sees to standard error, and ends.
local function say(text)
  io.stderr:write(text .. "\n")
end

local function quit()
  vim.cmd("qall!")
end

local function await(what, condition)
  if not vim.wait(30000, condition, 20) then
    say("timeout: " .. what)
    quit()
  end
end

local ok, why = pcall(function()
  local buffer = vim.api.nvim_get_current_buf()
  -- `docs/editors.md` has the lines that start the server.
  local id = server
  await("findings", function()
    return #vim.diagnostic.get(buffer) == 2
  end)
  local found = vim.diagnostic.get(buffer)
  table.sort(found, function(a, b)
    return a.lnum < b.lnum
  end)
  for _, one in ipairs(found) do
    say((one.lnum + 1) .. " " .. one.code)
  end

  local function ask(method, line, character, more)
    local params = vim.tbl_extend("force", {
      textDocument = vim.lsp.util.make_text_document_params(buffer),
      position = { line = line, character = character },
    }, more or {})
    local answers = vim.lsp.buf_request_sync(buffer, method, params, 30000)
    return answers[id].result
  end
  local hover = ask("textDocument/hover", 0, 1)
  say("hover: " .. vim.split(hover.contents.value, "\n")[1])

  -- The committee is completed, as an insertion would be.
  local items = ask("textDocument/completion", 6, 25)
  local names = vim.tbl_map(function(item)
    return item.label
  end, items)
  table.sort(names)
  say("complete: " .. table.concat(names, " "))
  for _, item in ipairs(items) do
    if item.label == "alliance" then
      vim.lsp.util.apply_text_edits({ item.textEdit }, buffer, "utf-16")
    end
  end
  local place = ask("textDocument/definition", 6, 26)
  vim.lsp.util.jump_to_location(place, "utf-16")
  say("definition: " .. vim.fn.expand("%:t") .. " " .. vim.trim(vim.api.nvim_get_current_line()))
  vim.api.nvim_set_current_buf(buffer)

  local here = { start = { line = 8, character = 0 }, ["end"] = { line = 8, character = 0 } }
  local context = { diagnostics = {}, only = { "quickfix" } }
  local actions = ask("textDocument/codeAction", 8, 0, { range = here, context = context })
  vim.lsp.util.apply_workspace_edit(actions[1].edit, "utf-16")
  say("fixed: " .. vim.api.nvim_buf_get_lines(buffer, 8, 9, true)[1])
  await("no findings", function()
    return #vim.diagnostic.get(buffer) == 0
  end)
  say("0 findings")
  vim.lsp.stop_client(id)
end)
if not ok then
  say("failed: " .. tostring(why))
end
quit()
