-- Attaches the server to settings.py, waits for its diagnostics, and picks the code action that TITLE names:
--   nvim --headless -u NONE -c "luafile neovim.lua" with SERVER (a JSON list), FOLDER and TITLE in the environment.
local folder, title = vim.env.FOLDER, vim.env.TITLE
local report = { picked = {} }

local function finish()
  io.stdout:write(vim.json.encode(report) .. "\n")
  vim.cmd("qall!")
end

vim.cmd("edit " .. vim.fn.fnameescape(folder .. "/mysite/settings.py"))
local buffer = vim.api.nvim_get_current_buf()
local config = { name = "django-preflight", cmd = vim.json.decode(vim.env.SERVER), root_dir = folder }
if vim.lsp.start then
  vim.lsp.start(config)
else
  vim.lsp.buf_attach_client(buffer, vim.lsp.start_client(config))
end

vim.wait(60000, function()
  return #vim.diagnostic.get(buffer) > 0
end, 50)
report.diagnostics = {}
for _, each in ipairs(vim.diagnostic.get(buffer)) do
  table.insert(report.diagnostics, { line = each.lnum, message = each.message, source = each.source })
end

-- What a person does: cursor on the line, code action, the entry of the menu.
vim.ui.select = function(items, options, choose)
  for _, item in ipairs(items) do
    local text = options.format_item and options.format_item(item) or tostring(item)
    table.insert(report.picked, text)
    if text == title then
      return choose(item)
    end
  end
  choose(nil)
end
vim.fn.search("^DEBUG")
vim.fn.search("True")
local before = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, true), "\n")
vim.lsp.buf.code_action()
vim.wait(60000, function()
  return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, true), "\n") ~= before
end, 50)
report.text = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, true), "\n")
finish()
