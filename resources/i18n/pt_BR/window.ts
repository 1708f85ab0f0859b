<?xml version="1.0" encoding="utf-8"?>
<TS version="2.1" language="pt_BR" sourcelanguage="en">
<context>
<name>window</name>
<message><source>+ Filter</source><translation>+ Filtro</translation></message>
<message><source>Accommodation</source><translation>Hospedagem</translation></message>
<message><source>Account</source><translation>Conta</translation></message>
<message><source>Account fees</source><translation>Tarifas de conta</translation></message>
<message><source>Add a filter</source><translation>Acrescentar um filtro</translation></message>
<message><source>Add a note…</source><translation>Escreva uma nota…</translation></message>
<message><source>Address for notices</source><translation>Endereço para avisos</translation></message>
<message><source>After this long the bank goes on sending without keeping you waiting.</source><translation>Depois desse tempo, o banco continua enviando sem fazer você esperar.</translation></message>
<message><source>Alimony</source><translation>Pensão alimentícia</translation></message>
<message><source>All accounts</source><translation>Todas as contas</translation></message>
<message><source>All columns as they were</source><translation>Todas as colunas como antes</translation></message>
<message><source>All time</source><translation>Todo o período</translation></message>
<message><source>All your banks in one place</source><translation>Todos os seus bancos em um só lugar</translation></message>
<message><source>As the bank says: {name}</source><translation>Como o banco diz: {name}</translation></message>
<message><source>As the system</source><translation>Como o sistema</translation></message>
<message><source>Asking the banks…</source><translation>Consultando os bancos…</translation></message>
<message><source>Automatic investment</source><translation>Aplicação automática</translation></message>
<message><source>Balance of all accounts, last 12 months</source><translation>Saldo de todas as contas, últimos 12 meses</translation></message>
<message><source>Balance over time</source><translation>Saldo ao longo do tempo</translation></message>
<message><source>Bank fees</source><translation>Tarifas bancárias</translation></message>
<message><source>Bank text</source><translation>Texto do banco</translation></message>
<message><source>Before: {amount} out a month</source><translation>Antes: {amount} de saídas por mês</translation></message>
<message><source>Betting</source><translation>Apostas</translation></message>
<message><source>Between own accounts</source><translation>Entre contas próprias</translation></message>
<message><source>Between own accounts, Pix</source><translation>Entre contas próprias, Pix</translation></message>
<message><source>Between own accounts, TED</source><translation>Entre contas próprias, TED</translation></message>
<message><source>Between own accounts, cash</source><translation>Entre contas próprias, dinheiro</translation></message>
<message><source>Bicycle</source><translation>Bicicleta</translation></message>
<message><source>Bill</source><translation>Fatura</translation></message>
<message><source>Blocked balances</source><translation>Saldo bloqueado</translation></message>
<message><source>Boleto</source><translation>Boleto</translation></message>
<message><source>Boleto to others</source><translation>Boleto de terceiros</translation></message>
<message><source>Books</source><translation>Livros</translation></message>
<message><source>Bought on</source><translation>Data da compra</translation></message>
<message><source>Bus tickets</source><translation>Passagens de ônibus</translation></message>
<message><source>Car</source><translation>Carro</translation></message>
<message><source>Car insurance</source><translation>Seguro do carro</translation></message>
<message><source>Car maintenance</source><translation>Manutenção do carro</translation></message>
<message><source>Car rental</source><translation>Aluguel de carro</translation></message>
<message><source>Card bills</source><translation>Faturas</translation></message>
<message><source>Cards that your banks share appear here, with limit, bills and instalments.</source><translation>Os cartões que os seus bancos compartilham aparecem aqui, com limite, faturas e parcelas.</translation></message>
<message><source>Cash</source><translation>Dinheiro</translation></message>
<message><source>Cashback</source><translation>Cashback</translation></message>
<message><source>Check the folder and the free space, or choose another place.</source><translation>Verifique a pasta e o espaço livre, ou escolha outro lugar.</translation></message>
<message><source>Checking account</source><translation>Conta corrente</translation></message>
<message><source>Cheque</source><translation>Cheque</translation></message>
<message><source>Children and toys</source><translation>Crianças e brinquedos</translation></message>
<message><source>Choose one in the list to see all about it.</source><translation>Escolha uma na lista para ver tudo sobre ela.</translation></message>
<message><source>Cinema, theatre and concerts</source><translation>Cinema, teatro e shows</translation></message>
<message><source>Clear filters</source><translation>Limpar filtros</translation></message>
<message><source>Clear search and filters</source><translation>Limpar busca e filtros</translation></message>
<message><source>Clear the search</source><translation>Limpar a busca</translation></message>
<message><source>Close</source><translation>Fechar</translation></message>
<message><source>Close this notice</source><translation>Fechar este aviso</translation></message>
<message><source>Closed bills</source><translation>Faturas fechadas</translation></message>
<message><source>Closes</source><translation>Fechamento</translation></message>
<message><source>Clothing</source><translation>Roupas</translation></message>
<message><source>Confirmed</source><translation>Confirmada</translation></message>
<message><source>Connect a bank (Ctrl+N)</source><translation>Conectar um banco (Ctrl+N)</translation></message>
<message><source>Connect a bank and its accounts, cards and transactions appear here.</source><translation>Conecte um banco, e as contas, os cartões e as transações dele aparecem aqui.</translation></message>
<message><source>Connect a bank through Open Finance: you authorise at the bank itself, and what it shares is kept here, encrypted.</source><translation>Conecte um banco pelo Open Finance: você autoriza no próprio banco, e o que ele compartilha fica guardado aqui, criptografado.</translation></message>
<message><source>Connect bank</source><translation>Conectar banco</translation></message>
<message><source>Connecting banks</source><translation>Conexão com bancos</translation></message>
<message><source>Connecting in the background…</source><translation>Conectando em segundo plano…</translation></message>
<message><source>Connections</source><translation>Conexões</translation></message>
<message><source>Contracted</source><translation>Contratado</translation></message>
<message><source>Copy</source><translation>Copiar</translation></message>
<message><source>Copy description</source><translation>Copiar descrição</translation></message>
<message><source>Copy the return address</source><translation>Copiar o endereço de retorno</translation></message>
<message><source>Copy the selected rows</source><translation>Copiar as linhas selecionadas</translation></message>
<message><source>Cost</source><translation>Aplicado</translation></message>
<message><source>Credit card</source><translation>Cartão de crédito</translation></message>
<message><source>Credit card fees</source><translation>Anuidade e tarifas do cartão</translation></message>
<message><source>Credit card payment</source><translation>Pagamento de fatura</translation></message>
<message><source>DOC to others</source><translation>DOC a terceiros</translation></message>
<message><source>DOC transfer</source><translation>DOC</translation></message>
<message><source>Dark</source><translation>Escuro</translation></message>
<message><source>Debenture</source><translation>Debênture</translation></message>
<message><source>Debit card to others</source><translation>Cartão de débito a terceiros</translation></message>
<message><source>Deleted here: {accounts} and {transactions}, with your notes and categories.

Deleted at Pluggy: the connection, which ends your consent.

Nothing changes in your account at the bank.</source><translation>Apagadas aqui: {accounts} e {transactions}, com as suas notas e categorias.

Apagada na Pluggy: a conexão, o que encerra o seu consentimento.

Nada muda na sua conta no banco.</translation></message>
<message><source>Dentist</source><translation>Dentista</translation></message>
<message><source>Details</source><translation>Detalhes</translation></message>
<message><source>Digital services</source><translation>Serviços digitais</translation></message>
<message><source>Donations</source><translation>Doações</translation></message>
<message><source>Due</source><translation>Vencimento</translation></message>
<message><source>Eating out</source><translation>Restaurantes</translation></message>
<message><source>Education</source><translation>Educação</translation></message>
<message><source>Electricity</source><translation>Energia elétrica</translation></message>
<message><source>Electronics</source><translation>Eletrônicos</translation></message>
<message><source>Ends</source><translation>Termina</translation></message>
<message><source>Entrepreneurial activities</source><translation>Atividade empresarial</translation></message>
<message><source>Everything is in one encrypted file in this folder.</source><translation>Tudo fica em um único arquivo criptografado nesta pasta.</translation></message>
<message><source>Everything is up to date.</source><translation>Está tudo atualizado.</translation></message>
<message><source>Everything you authorised came.</source><translation>Veio tudo o que você autorizou.</translation></message>
<message><source>Export what is shown</source><translation>Exportar o que está na tela</translation></message>
<message><source>Exporting: {n} rows</source><translation>Exportando: {n} linhas</translation></message>
<message><source>Fetch what is new from all banks (Ctrl+R)</source><translation>Buscar as novidades de todos os bancos (Ctrl+R)</translation></message>
<message><source>Fetching: {what}</source><translation>Buscando: {what}</translation></message>
<message><source>Financing</source><translation>Financiamento</translation></message>
<message><source>First row; End for the last one</source><translation>Primeira linha; End para a última</translation></message>
<message><source>Fixed income</source><translation>Renda fixa</translation></message>
<message><source>Flights</source><translation>Passagens aéreas</translation></message>
<message><source>Folder</source><translation>Pasta</translation></message>
<message><source>Food and drinks</source><translation>Alimentação</translation></message>
<message><source>Food delivery</source><translation>Delivery</translation></message>
<message><source>Foreign exchange</source><translation>Câmbio</translation></message>
<message><source>Fuel</source><translation>Combustível</translation></message>
<message><source>Fund</source><translation>Fundo</translation></message>
<message><source>Games</source><translation>Jogos</translation></message>
<message><source>Gas</source><translation>Gás</translation></message>
<message><source>Give up</source><translation>Desistir</translation></message>
<message><source>Give up connecting {institution}?</source><translation>Desistir de conectar {institution}?</translation></message>
<message><source>Give up?</source><translation>Desistir?</translation></message>
<message><source>Go on</source><translation>Continuar</translation></message>
<message><source>Go to the details of the row</source><translation>Ir para os detalhes da linha</translation></message>
<message><source>Government aid</source><translation>Benefícios do governo</translation></message>
<message><source>Groceries</source><translation>Supermercado</translation></message>
<message><source>Gym</source><translation>Academia</translation></message>
<message><source>Health insurance</source><translation>Plano de saúde</translation></message>
<message><source>Hide amounts</source><translation>Esconder valores</translation></message>
<message><source>Hide or show amounts</source><translation>Esconder ou mostrar valores</translation></message>
<message><source>Home insurance</source><translation>Seguro residencial</translation></message>
<message><source>Hospitals, clinics and labs</source><translation>Hospitais, clínicas e laboratórios</translation></message>
<message><source>Household bills</source><translation>Contas da casa</translation></message>
<message><source>Houseware</source><translation>Casa</translation></message>
<message><source>Housing</source><translation>Moradia</translation></message>
<message><source>I understand that this cannot be undone</source><translation>Entendo que isto não pode ser desfeito</translation></message>
<message><source>IOF tax</source><translation>IOF</translation></message>
<message><source>IPTU property tax</source><translation>IPTU</translation></message>
<message><source>IPVA and vehicle fees</source><translation>IPVA e taxas do veículo</translation></message>
<message><source>Identifier</source><translation>Identificador</translation></message>
<message><source>Income</source><translation>Renda</translation></message>
<message><source>Income taxes</source><translation>Imposto de renda</translation></message>
<message><source>Instalment</source><translation>Parcela</translation></message>
<message><source>Instalments paid</source><translation>Parcelas pagas</translation></message>
<message><source>Instalments to come</source><translation>Parcelas a vencer</translation></message>
<message><source>Instalments to come by month</source><translation>Parcelas a vencer por mês</translation></message>
<message><source>Insurance</source><translation>Seguros</translation></message>
<message><source>Interests charged</source><translation>Juros cobrados</translation></message>
<message><source>Internal transfer</source><translation>Transferência interna</translation></message>
<message><source>Internet</source><translation>Internet</translation></message>
<message><source>Investments that your banks share appear here: CDB, Tesouro, funds, shares.</source><translation>Os investimentos que os seus bancos compartilham aparecem aqui: CDB, Tesouro, fundos, ações.</translation></message>
<message><source>Keyboard shortcuts</source><translation>Atalhos de teclado</translation></message>
<message><source>Kind</source><translation>Tipo</translation></message>
<message><source>Kindergarten</source><translation>Educação infantil</translation></message>
<message><source>Landmarks and museums</source><translation>Passeios e museus</translation></message>
<message><source>Language</source><translation>Idioma</translation></message>
<message><source>Last 12 months</source><translation>Últimos 12 meses</translation></message>
<message><source>Last 30 days</source><translation>Últimos 30 dias</translation></message>
<message><source>Last month</source><translation>Mês passado</translation></message>
<message><source>Last sync</source><translation>Última sincronização</translation></message>
<message><source>Late payment and overdraft costs</source><translation>Atrasos e cheque especial</translation></message>
<message><source>Left over</source><translation>Sobra</translation></message>
<message><source>Legal obligations</source><translation>Obrigações legais</translation></message>
<message><source>Leisure</source><translation>Lazer</translation></message>
<message><source>Life insurance</source><translation>Seguro de vida</translation></message>
<message><source>Light</source><translation>Claro</translation></message>
<message><source>Limit used</source><translation>Limite usado</translation></message>
<message><source>Loans and financing</source><translation>Empréstimos e financiamentos</translation></message>
<message><source>Loans and financing that your banks share appear here.</source><translation>Os empréstimos e financiamentos que os seus bancos compartilham aparecem aqui.</translation></message>
<message><source>Looks</source><translation>Aparência</translation></message>
<message><source>Lottery</source><translation>Loteria</translation></message>
<message><source>Margin</source><translation>Margem</translation></message>
<message><source>Matures</source><translation>Vence em</translation></message>
<message><source>Mileage programmes</source><translation>Programas de milhas</translation></message>
<message><source>Minimum payment: {amount}</source><translation>Pagamento mínimo: {amount}</translation></message>
<message><source>Mobile phone</source><translation>Celular</translation></message>
<message><source>Money in</source><translation>Entradas</translation></message>
<message><source>Money in and out by month</source><translation>Entradas e saídas por mês</translation></message>
<message><source>Money out</source><translation>Saídas</translation></message>
<message><source>Music streaming</source><translation>Streaming de música</translation></message>
<message><source>Mutual funds</source><translation>Fundos de investimento</translation></message>
<message><source>Name (leave it empty for “{name}”)</source><translation>Nome (deixe em branco para “{name}”)</translation></message>
<message><source>Net worth</source><translation>Patrimônio</translation></message>
<message><source>Next automatic sync</source><translation>Próxima sincronização automática</translation></message>
<message><source>Next due</source><translation>Próx. vencimento</translation></message>
<message><source>No bank connected yet</source><translation>Nenhum banco conectado ainda</translation></message>
<message><source>No category</source><translation>Sem categoria</translation></message>
<message><source>No credit cards yet</source><translation>Ainda não há cartões</translation></message>
<message><source>No credit cards yet.</source><translation>Ainda não há cartões.</translation></message>
<message><source>No data yet</source><translation>Ainda sem dados</translation></message>
<message><source>No description</source><translation>Sem descrição</translation></message>
<message><source>No investments yet</source><translation>Ainda não há investimentos</translation></message>
<message><source>No loans</source><translation>Nenhum empréstimo</translation></message>
<message><source>No money moved yet.</source><translation>Nenhum movimento ainda.</translation></message>
<message><source>No name</source><translation>Sem nome</translation></message>
<message><source>No purchase in instalments is open.</source><translation>Nenhuma compra parcelada em aberto.</translation></message>
<message><source>No transaction selected</source><translation>Nenhuma transação escolhida</translation></message>
<message><source>No transactions here</source><translation>Nenhuma transação aqui</translation></message>
<message><source>Non-recurring income</source><translation>Renda eventual</translation></message>
<message><source>Note</source><translation>Nota</translation></message>
<message><source>Nothing fits this search, period and filters.</source><translation>Nada corresponde a esta busca, período e filtros.</translation></message>
<message><source>Nothing was spent this month.</source><translation>Nenhum gasto neste mês.</translation></message>
<message><source>Office supplies</source><translation>Papelaria e escritório</translation></message>
<message><source>Online betting</source><translation>Apostas on-line</translation></message>
<message><source>Online courses</source><translation>Cursos on-line</translation></message>
<message><source>Online shopping</source><translation>Compras on-line</translation></message>
<message><source>Only if you have a server: Pluggy tells it when a bank's data change.</source><translation>Só para quem tem um servidor: a Pluggy avisa lá quando os dados de um banco mudam.</translation></message>
<message><source>Only money in</source><translation>Só entradas</translation></message>
<message><source>Only money out</source><translation>Só saídas</translation></message>
<message><source>Only pending</source><translation>Pendentes</translation></message>
<message><source>Only this account</source><translation>Só esta conta</translation></message>
<message><source>Only this category</source><translation>Só esta categoria</translation></message>
<message><source>Open example data</source><translation>Abrir dados de exemplo</translation></message>
<message><source>Open the folder</source><translation>Abrir a pasta</translation></message>
<message><source>Opening your data…</source><translation>Abrindo os seus dados…</translation></message>
<message><source>Optician</source><translation>Ótica</translation></message>
<message><source>Original amount</source><translation>Valor original</translation></message>
<message><source>Original currency</source><translation>Moeda original</translation></message>
<message><source>Other</source><translation>Outros</translation></message>
<message><source>Others</source><translation>Outras</translation></message>
<message><source>Overview</source><translation>Visão geral</translation></message>
<message><source>Overview; Ctrl+2 to Ctrl+6 for the other views</source><translation>Visão geral; Ctrl+2 a Ctrl+6 para as outras</translation></message>
<message><source>Parking</source><translation>Estacionamento</translation></message>
<message><source>Passwords and key</source><translation>Senhas e chave</translation></message>
<message><source>Pending</source><translation>Pendente</translation></message>
<message><source>Pension</source><translation>Previdência</translation></message>
<message><source>Pension plan</source><translation>Previdência privada</translation></message>
<message><source>Period</source><translation>Período</translation></message>
<message><source>Pets</source><translation>Animais de estimação</translation></message>
<message><source>Pharmacy</source><translation>Farmácia</translation></message>
<message><source>Pix</source><translation>Pix</translation></message>
<message><source>Pix to others</source><translation>Pix a terceiros</translation></message>
<message><source>Port for the way back</source><translation>Porta de retorno</translation></message>
<message><source>Position</source><translation>Posição</translation></message>
<message><source>Proceeds, interest and dividends</source><translation>Rendimentos, juros e dividendos</translation></message>
<message><source>Progress</source><translation>Progresso</translation></message>
<message><source>Public transport</source><translation>Transporte público</translation></message>
<message><source>Rate</source><translation>Taxa</translation></message>
<message><source>Real estate financing</source><translation>Financiamento imobiliário</translation></message>
<message><source>Real estate fund</source><translation>Fundo imobiliário</translation></message>
<message><source>Reconnect</source><translation>Reconectar</translation></message>
<message><source>Remove</source><translation>Remover</translation></message>
<message><source>Remove a connection</source><translation>Remover uma conexão</translation></message>
<message><source>Remove the filter {name}</source><translation>Tirar o filtro {name}</translation></message>
<message><source>Remove {name}?</source><translation>Remover {name}?</translation></message>
<message><source>Remove…</source><translation>Remover…</translation></message>
<message><source>Rename</source><translation>Renomear</translation></message>
<message><source>Rename the connection</source><translation>Renomear a conexão</translation></message>
<message><source>Rent</source><translation>Aluguel</translation></message>
<message><source>Retirement</source><translation>Aposentadoria</translation></message>
<message><source>Return address</source><translation>Endereço de retorno</translation></message>
<message><source>Salary</source><translation>Salário</translation></message>
<message><source>Savings account</source><translation>Conta poupança</translation></message>
<message><source>School</source><translation>Escola</translation></message>
<message><source>Search</source><translation>Buscar</translation></message>
<message><source>Search everything: text, amount, category</source><translation>Buscar em tudo: texto, valor, categoria</translation></message>
<message><source>Services</source><translation>Serviços</translation></message>
<message><source>Settings</source><translation>Configurações</translation></message>
<message><source>Settings (Ctrl+,)</source><translation>Configurações (Ctrl+,)</translation></message>
<message><source>Shares</source><translation>Ações</translation></message>
<message><source>Shopping</source><translation>Compras</translation></message>
<message><source>Show amounts</source><translation>Mostrar valores</translation></message>
<message><source>Show details</source><translation>Mostrar detalhes</translation></message>
<message><source>Show or hide details</source><translation>Mostrar ou esconder os detalhes</translation></message>
<message><source>Show purchases</source><translation>Mostrar compras</translation></message>
<message><source>Show these transactions</source><translation>Mostrar estas transações</translation></message>
<message><source>Situation</source><translation>Situação</translation></message>
<message><source>Spending by category · {month}</source><translation>Gastos por categoria · {month}</translation></message>
<message><source>Sports</source><translation>Esportes</translation></message>
<message><source>Sports goods</source><translation>Artigos esportivos</translation></message>
<message><source>Stadiums and arenas</source><translation>Estádios e arenas</translation></message>
<message><source>Still owed</source><translation>Saldo devedor</translation></message>
<message><source>Stopped. What had come by then is kept.</source><translation>Parado. O que já tinha chegado está guardado.</translation></message>
<message><source>Stopping…</source><translation>Parando…</translation></message>
<message><source>Student loan</source><translation>Crédito estudantil</translation></message>
<message><source>Sync</source><translation>Sincronizar</translation></message>
<message><source>Sync all banks</source><translation>Sincronizar todos os bancos</translation></message>
<message><source>Sync now</source><translation>Sincronizar agora</translation></message>
<message><source>Synced {when}</source><translation>Sincronizado {when}</translation></message>
<message><source>TED to others</source><translation>TED a terceiros</translation></message>
<message><source>TED transfer</source><translation>TED</translation></message>
<message><source>TV</source><translation>TV</translation></message>
<message><source>Tags</source><translation>Etiquetas</translation></message>
<message><source>Taxes</source><translation>Impostos</translation></message>
<message><source>Taxes on investments</source><translation>Impostos sobre investimentos</translation></message>
<message><source>Taxi and ride apps</source><translation>Táxi e aplicativos</translation></message>
<message><source>Technical details</source><translation>Detalhes técnicos</translation></message>
<message><source>Telecommunications</source><translation>Telecomunicações</translation></message>
<message><source>Tesouro Direto</source><translation>Tesouro Direto</translation></message>
<message><source>The address begins with https:// and has no spaces.</source><translation>O endereço começa com https:// e não tem espaços.</translation></message>
<message><source>The bank has not said what it shares.</source><translation>O banco não informou o que compartilha.</translation></message>
<message><source>The bank has not sent any closed bill.</source><translation>O banco ainda não enviou faturas fechadas.</translation></message>
<message><source>The bank is sending your data</source><translation>O banco está enviando os seus dados</translation></message>
<message><source>The browser comes back here, on this computer, after you authorise. Enter it where Pluggy asks for a return address.</source><translation>O navegador volta para cá, neste computador, depois que você autoriza. Informe este endereço onde a Pluggy pedir um endereço de retorno.</translation></message>
<message><source>The file could not be written</source><translation>Não foi possível gravar o arquivo</translation></message>
<message><source>Theme</source><translation>Tema</translation></message>
<message><source>This month</source><translation>Este mês</translation></message>
<message><source>This month so far</source><translation>Este mês até agora</translation></message>
<message><source>This session keeps nothing: the file is gone when the app is closed.</source><translation>Esta sessão não guarda nada: o arquivo some quando o aplicativo é fechado.</translation></message>
<message><source>This sheet</source><translation>Esta lista</translation></message>
<message><source>Tickets</source><translation>Ingressos</translation></message>
<message><source>Tolls</source><translation>Pedágio</translation></message>
<message><source>Traffic fines</source><translation>Multas de trânsito</translation></message>
<message><source>Transfer</source><translation>Transferência</translation></message>
<message><source>Transfer and cash machine fees</source><translation>Tarifas de transferência e saque</translation></message>
<message><source>Transfers</source><translation>Transferências</translation></message>
<message><source>Transfers to others</source><translation>Transferências a terceiros</translation></message>
<message><source>Transport</source><translation>Transporte</translation></message>
<message><source>Travel</source><translation>Viagem</translation></message>
<message><source>Try with example data</source><translation>Experimentar com dados de exemplo</translation></message>
<message><source>Undo the last change of a category or note</source><translation>Desfazer a última mudança de categoria ou nota</translation></message>
<message><source>University</source><translation>Faculdade</translation></message>
<message><source>Variable income</source><translation>Renda variável</translation></message>
<message><source>Vehicle financing</source><translation>Financiamento de veículo</translation></message>
<message><source>Video streaming</source><translation>Streaming de vídeo</translation></message>
<message><source>Views and accounts</source><translation>Telas e contas</translation></message>
<message><source>Wait for a bank</source><translation>Esperar por um banco</translation></message>
<message><source>Water</source><translation>Água</translation></message>
<message><source>Wellness</source><translation>Bem-estar</translation></message>
<message><source>Wellness and fitness</source><translation>Bem-estar e exercício</translation></message>
<message><source>What you have confirmed at the bank for it no longer counts. You can begin again.</source><translation>O que você confirmou no banco para isso deixa de valer. Você pode começar de novo.</translation></message>
<message><source>With</source><translation>Com</translation></message>
<message><source>Yield so far</source><translation>Rendimento até agora</translation></message>
<message><source>Your consent</source><translation>Seu consentimento</translation></message>
<message><source>Your data</source><translation>Seus dados</translation></message>
<message><source>Your data are not open.</source><translation>Os seus dados não estão abertos.</translation></message>
<message><source>another one each time, with any free port</source><translation>outro a cada vez, com qualquer porta livre</translation></message>
<message><source>any free one</source><translation>qualquer uma livre</translation></message>
<message><source>balance</source><translation>saldo</translation></message>
<message><source>balances added up</source><translation>saldo somado</translation></message>
<message><source>data until {day}</source><translation>dados até {day}</translation></message>
<message><source>did not come this time</source><translation>não veio desta vez</translation></message>
<message numerus="yes"><source>due in {n} days</source><translation><numerusform>vence em {n} dia</numerusform><numerusform>vence em {n} dias</numerusform></translation></message>
<message><source>due today</source><translation>vence hoje</translation></message>
<message><source>due tomorrow</source><translation>vence amanhã</translation></message>
<message><source>due {day}</source><translation>vence {day}</translation></message>
<message><source>ended on {day}</source><translation>terminou em {day}</translation></message>
<message><source>finishing</source><translation>terminando</translation></message>
<message><source>in</source><translation>entradas</translation></message>
<message><source>minutes</source><translation>minutos</translation></message>
<message><source>more than {n} transactions</source><translation>mais de {n} transações</translation></message>
<message><source>needs attention</source><translation>precisa de atenção</translation></message>
<message><source>never</source><translation>nunca</translation></message>
<message><source>no payment known yet</source><translation>pagamento ainda não informado</translation></message>
<message><source>none</source><translation>nenhuma</translation></message>
<message><source>not planned</source><translation>não prevista</translation></message>
<message><source>open bill</source><translation>fatura aberta</translation></message>
<message><source>open bill · closes {day}</source><translation>fatura aberta · fecha {day}</translation></message>
<message><source>out</source><translation>saídas</translation></message>
<message><source>owed now</source><translation>devidos agora</translation></message>
<message><source>paid</source><translation>paga</translation></message>
<message><source>pending</source><translation>pendente</translation></message>
<message><source>sum</source><translation>soma</translation></message>
<message><source>the bank is being asked</source><translation>consultando o banco</translation></message>
<message><source>to pay</source><translation>a pagar</translation></message>
<message><source>transactions</source><translation>transações</translation></message>
<message><source>until {day}</source><translation>até {day}</translation></message>
<message><source>up to date</source><translation>em dia</translation></message>
<message><source>up to date, with a remark</source><translation>em dia, com uma observação</translation></message>
<message><source>updated {when}</source><translation>atualizado {when}</translation></message>
<message><source>without an end</source><translation>sem prazo</translation></message>
<message><source>{amount} in the accounts in 30 days</source><translation>{amount} nas contas em 30 dias</translation></message>
<message><source>{amount} paid</source><translation>{amount} pagos</translation></message>
<message><source>{amount} until {month}</source><translation>{amount} até {month}</translation></message>
<message><source>{first} to {last}</source><translation>{first} a {last}</translation></message>
<message><source>{free} free</source><translation>{free} livres</translation></message>
<message><source>{month}
in {money_in}
out {money_out}</source><translation>{month}
entradas {money_in}
saídas {money_out}</translation></message>
<message><source>{month} · due {day}</source><translation>{month} · vence {day}</translation></message>
<message><source>{name} ({n} of {total})</source><translation>{name} ({n} de {total})</translation></message>
<message><source>{name} has a question for you</source><translation>{name} tem uma pergunta para você</translation></message>
<message><source>{name} is connected.</source><translation>{name}: conexão pronta.</translation></message>
<message><source>{name} still has to approve</source><translation>{name} ainda precisa aprovar</translation></message>
<message><source>{name} waits for your authorisation</source><translation>{name} espera a sua autorização</translation></message>
<message><source>{name} waits for your confirmation</source><translation>{name} espera a sua confirmação</translation></message>
<message><source>{name} was removed, here and at Pluggy.</source><translation>{name} foi removido, aqui e na Pluggy.</translation></message>
<message><source>{name}: data until {day}</source><translation>{name}: dados até {day}</translation></message>
<message numerus="yes"><source>{n} connections need you</source><translation><numerusform>{n} conexão precisa de você</numerusform><numerusform>{n} conexões precisam de você</numerusform></translation></message>
<message numerus="yes"><source>{n} new</source><translation><numerusform>{n} nova</numerusform><numerusform>{n} novas</numerusform></translation></message>
<message numerus="yes"><source>{n} new transactions.</source><translation><numerusform>{n} transação nova.</numerusform><numerusform>{n} transações novas.</numerusform></translation></message>
<message numerus="yes"><source>{n} rows selected</source><translation><numerusform>{n} linha selecionada</numerusform><numerusform>{n} linhas selecionadas</numerusform></translation></message>
<message numerus="yes"><source>{n} rows that the banks sent could not be understood and were kept aside.</source><translation><numerusform>{n} linha que um banco enviou não pôde ser entendida e ficou separada.</numerusform><numerusform>{n} linhas que os bancos enviaram não puderam ser entendidas e ficaram separadas.</numerusform></translation></message>
<message numerus="yes"><source>{n} rows were written to {file}.</source><translation><numerusform>{n} linha foi gravada em {file}.</numerusform><numerusform>{n} linhas foram gravadas em {file}.</numerusform></translation></message>
<message numerus="yes"><source>{n} transactions came.</source><translation><numerusform>Veio {n} transação.</numerusform><numerusform>Vieram {n} transações.</numerusform></translation></message>
<message><source>{used} of {limit} used</source><translation>{used} de {limit} usados</translation></message>
<message><source>{words} (and {n} more)</source><translation>{words} (e mais {n})</translation></message>
</context>
</TS>
